using Render.Lifecycle.Tests.Support;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Tests;

public class FailedJobTests
{
    [Fact]
    public async Task Job_ThatNobodyCanLoad_FailsAndReturnsEverything()
    {
        await using var network = await TestNetwork.Create();
        await network.Fund();
        foreach (var node in network.Nodes)
            node.CannotLoad = true;
        var job = await network.Submit(frames: 3);

        var view = await network.Until(job, JobState.Refunded, JobState.Settled);

        Assert.Equal(JobState.Refunded, view.State);
        Assert.Contains("CannotLoad", view.Reason, StringComparison.Ordinal);
        Assert.Equal(view.Money.Cap, view.Money.Refunded);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Job_ThatFailsWhileAResultIsUnderAudit_PaysItOnceAcceptedAndReturnsTheRest()
    {
        await using var network = await TestNetwork.Create(nodes: 4);
        await network.Fund();
        var job = await network.Submit(frames: 4);
        var work = new List<WorkAssignment>();
        foreach (var node in network.Nodes)
            work.Add(await network.Work(node, WorkKind.Render));

        await network.Nodes[0].Do(network.Coordinator, work[0]);
        foreach (var (node, held) in network.Nodes.Zip(work).Skip(1))
        {
            node.CannotLoad = true;
            await node.Do(network.Coordinator, held);
        }

        Assert.Equal(JobState.Failed, (await network.Job(job)).State);
        var view = await network.Until(job, JobState.Settled, JobState.Refunded);
        Assert.Equal(JobState.Settled, view.State);
        Assert.True(view.Money.Charged > Tokens.Zero);
        Assert.Equal(view.Money.Cap, view.Money.Charged!.Value + view.Money.Refunded!.Value);
        Assert.Equal(1, view.FramesFinished);
        Assert.Equal(0, await network.Balance(Accounts.Escrow(job)));
        Assert.Empty(await network.Audit());
    }
}
