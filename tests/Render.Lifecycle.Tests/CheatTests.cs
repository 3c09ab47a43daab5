using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Tests.Support;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Reputation;

namespace Render.Lifecycle.Tests;

public class CheatTests
{
    [Fact]
    public async Task Job_NodeForges_IsConvictedAndItsTasksAreRenderedAgain()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        var forger = await network.Join("op-x", node => node.Forges = true);
        await network.Fund();
        var job = await network.Submit(frames: 8);
        await forger.Do(network.Coordinator, await network.Work(forger, WorkKind.Render));

        await network.Until(job, JobState.Settled);

        var view = (await network.Coordinator.Network.Node(forger.Id, CancellationToken.None)).Value!;
        Assert.Equal(NodeStatus.Banned, view.Status);
        Assert.Equal(Tokens.Zero, view.Stake);
        Assert.Equal(0, await network.Balance(Accounts.Stake(forger.Id)));
        Assert.Equal(0, await network.Balance(Accounts.Operator(forger.Owner)));
        Assert.Empty(await network.Audit());
        await AllFramesAreHonest(network, job);
    }

    [Fact]
    public async Task Job_NodeForgesAfterHonestWork_LosesThePayOfThatToo()
    {
        await using var network = await TestNetwork.Create(nodes: 1);
        var turncoat = await network.Join("op-x");
        await network.Fund();
        var job = await network.Submit(frames: 6);
        // The turncoat renders, the other one audits.
        for (var rendered = 0; rendered < 3; rendered++)
            await turncoat.Do(network.Coordinator, await network.Work(turncoat, WorkKind.Render));
        await network.Until(async () =>
        {
            foreach (var work in await Audits(network, network.Nodes[0]))
                await network.Nodes[0].Do(network.Coordinator, work);
            return (await network.Job(job)).Tasks.Accepted == 3;
        });
        turncoat.Forges = true;
        await turncoat.Do(network.Coordinator, await network.Work(turncoat, WorkKind.Render));

        await network.Until(job, JobState.Settled);

        var receipt = (await network.Coordinator.Creators.Receipt(job, CancellationToken.None)).Value!;
        Assert.DoesNotContain(receipt.Payouts, payout => payout.Node == turncoat.Id);
        Assert.Empty(await network.Audit());
        await AllFramesAreHonest(network, job);
    }

    [Fact]
    public async Task Job_AuditorLies_RendererIsPaidAndAuditorIsNot()
    {
        await using var network = await TestNetwork.Create(nodes: 1);
        var liar = await network.Join("op-x", node => node.LiesInAudits = true);
        await network.Fund();
        var job = await network.Submit(frames: 3);
        var honest = network.Nodes[0];
        var work = await network.Work(honest, WorkKind.Render);
        await honest.Do(network.Coordinator, work);
        await liar.Do(network.Coordinator, await network.Work(liar, WorkKind.Audit));

        await network.Until(job, JobState.Settled);

        var task = (await network.Coordinator.Creators.Task(work.Task.Id, CancellationToken.None)).Value!;
        Assert.Equal(honest.Id, task.Node);
        Assert.Equal("AuditorAtFault", Assert.Single(task.Audits).Verdict);
        var view = (await network.Coordinator.Network.Node(liar.Id, CancellationToken.None)).Value!;
        Assert.NotEqual(NodeStatus.Banned, view.Status);
        Assert.True(view.TasksFailed > 0);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Job_AuditorConfirmsAForgery_BothLoseTheirStake()
    {
        await using var network = await TestNetwork.Create(nodes: 1, Repeating);
        var forger = await network.Join("op-x", node => node.Forges = true);
        var accomplice = await network.Join("op-y", node => node.ConfirmsForgeries = true);
        await network.Fund();
        var job = await network.Submit(frames: 3);
        var honest = network.Nodes[0];
        network.Nodes.Remove(honest);
        // Only the accomplice asks for work, so that it is drawn.
        network.Clock.Advance(TimeSpan.FromHours(1));
        await accomplice.Claim(network.Coordinator, 0);
        await forger.Do(network.Coordinator, await network.Work(forger, WorkKind.Render));
        await accomplice.Do(network.Coordinator, await network.Work(accomplice, WorkKind.Audit));
        network.Nodes.Add(honest);
        await honest.Register(network.Coordinator);

        await network.Until(job, JobState.Settled);

        foreach (var guilty in new[] { forger, accomplice })
        {
            Assert.Equal(NodeStatus.Banned, (await network.Coordinator.Network.Node(guilty.Id, CancellationToken.None)).Value!.Status);
            Assert.Equal(0, await network.Balance(Accounts.Stake(guilty.Id)));
        }

        Assert.Empty(await network.Audit());
        await AllFramesAreHonest(network, job);
    }

    [Fact]
    public async Task Job_AuditorRoundsOtherwise_IsPaidAndItsClassOfDevicesIsOut()
    {
        await using var network = await TestNetwork.Create(nodes: 1);
        var inexact = await network.Join("op-x", node => node.RoundsInAudits = true);
        await network.Fund();
        var job = await network.Submit(frames: 1);
        var honest = network.Nodes[0];
        var work = await network.Work(honest, WorkKind.Render);
        await honest.Do(network.Coordinator, work);
        await inexact.Do(network.Coordinator, await network.Work(inexact, WorkKind.Audit));

        await network.Until(job, JobState.Settled);

        var board = network.Coordinator.Get<TaskBoard>();
        Assert.Equal("Accepted", Assert.Single((await network.Coordinator.Creators.Task(work.Task.Id, CancellationToken.None)).Value!.Audits).Verdict);
        Assert.Contains((await network.Coordinator.Creators.Receipt(job, CancellationToken.None)).Value!.Payouts, payout => payout.Node == inexact.Id && payout.Amount > Tokens.Zero);
        Assert.Equal(Quiet(board.Node(inexact.Id)!.Standing), (1, EvidenceKind.EngineFault));
        Assert.Equal(NodeStatus.Quarantined, board.Node(inexact.Id)!.Record.Status);
        Assert.Empty(await network.Audit());

        static (int, EvidenceKind) Quiet(NodeStanding standing) => (standing.Audits, Assert.Single(standing.Kinds, kind => !KindEvidence.IsGood(kind.Kind)).Kind);
    }

    [Fact]
    public async Task Job_OneOperatorOnly_ReferenceAudits()
    {
        await using var network = await TestNetwork.Create(nodes: 1);
        await network.Join("op-a");
        await network.Fund();
        var job = await network.Submit(frames: 3);
        var asked = network.Engine.Rendered;

        await network.Until(job, JobState.Settled);

        Assert.True(network.Engine.Rendered > asked);
        Assert.All(network.Nodes, node => Assert.Equal(0, node.Audits));
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Node_WrongValidation_GetsNoPaidWork()
    {
        await using var network = await TestNetwork.Create(nodes: 1);
        using var wrong = new ScriptedNode("op-x", network.Clock) { LiesInAudits = true };
        await wrong.Register(network.Coordinator);
        await network.Fund();
        await network.Submit(frames: 3);

        for (var i = 0; i < 6; i++)
            await wrong.Step(network.Coordinator);

        var view = (await network.Coordinator.Network.Node(wrong.Id, CancellationToken.None)).Value!;
        Assert.Equal(NodeStatus.Quarantined, view.Status);
        Assert.Equal(0, wrong.Renders);
    }

    private static LifecycleOptions Repeating { get; } = TestNetwork.Defaults with { Policy = TestNetwork.Defaults.Policy with { AuditRepeatPpm = 1_000_000 } };

    private static async Task<IEnumerable<WorkAssignment>> Audits(TestNetwork network, ScriptedNode node)
    {
        // A claim for one piece of work gives an audit first, where there is one.
        var claimed = await node.Claim(network.Coordinator, 1);
        foreach (var render in claimed.Where(work => work.Kind == WorkKind.Render))
            await network.Coordinator.Nodes.Fail(
                node.Id, new FailLease(render.Task.Id, render.Lease.Id, render.Lease.Fencing, LeaseFailure.Released, "not now"), CancellationToken.None);
        return claimed.Where(work => work.Kind == WorkKind.Audit);
    }

    private static async Task AllFramesAreHonest(TestNetwork network, JobId job)
    {
        var tasks = (await network.Coordinator.Creators.Tasks(job, null, 1_000, CancellationToken.None)).Value!;
        var package = (await network.Job(job)).Package!.Value;
        foreach (var task in tasks)
        {
            var spec = new TaskSpec(task.Task, default, package, default, [], default);
            Assert.Equal(Network.Proof.Digest.Of(SyntheticEngine.Result(spec, forged: false).Content.Span), task.Result);
        }
    }
}
