using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Proofs;
using Render.Lifecycle.Tests.Support;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Tests;

/// <summary>Who may be drawn as an auditor, and how often: by what the coordinator saw, never by a node's word; and whose fault it is where no report comes.</summary>
public class AuditorTests
{
    [Fact]
    public async Task NodeThatSaysItHoldsTheScene_WithoutHavingShownIt_WeighsAsAnybody()
    {
        await using var network = await TestNetwork.Create(nodes: 3);
        var package = await network.Store();
        foreach (var node in network.Nodes)
            await Beat(network, node, package);

        Assert.Equal([1U, 1U, 1U], (await List(network, package)).Select(candidate => candidate.Weight));
    }

    [Fact]
    public async Task NodeWhoseWorkWithTheSceneWasRight_WeighsFourTimesAsMuch()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        await network.Fund();
        var job = await network.Submit(frames: 2);
        await network.Until(job, JobState.Settled);
        var newcomer = await network.Join("op-new");
        var package = await network.Store();
        foreach (var node in network.Nodes)
        {
            await node.Claim(network.Coordinator);
            await Beat(network, node, package);
        }

        var list = await List(network, package);

        Assert.Equal(1U, Assert.Single(list, candidate => candidate.Node == newcomer.Id).Weight);
        Assert.All(list.Where(candidate => candidate.Node != newcomer.Id), candidate => Assert.Equal(4U, candidate.Weight));
    }

    [Fact]
    public async Task NodeThatNeverAsksForWork_IsNoCandidate()
    {
        await using var network = await TestNetwork.Create(nodes: 2, TestNetwork.Defaults with { Lease = TimeSpan.FromSeconds(30) });
        var (idle, busy) = (network.Nodes[0], network.Nodes[1]);
        var package = await network.Store();
        network.Clock.Advance(TimeSpan.FromMinutes(2));
        await busy.Claim(network.Coordinator);
        await Beat(network, idle, package);

        Assert.Equal(busy.Id, Assert.Single(await List(network, package)).Node);
    }

    [Fact]
    public async Task NodeThatLeftAnAuditUnanswered_IsNoCandidateUntilItDelivers()
    {
        await using var network = await TestNetwork.Create(nodes: 3, TestNetwork.Defaults with { AuditAnswer = TimeSpan.FromMinutes(1) });
        await network.Fund();
        var job = await network.Submit(frames: 1);
        var renderer = network.Nodes[0];
        await renderer.Do(network.Coordinator, await network.Work(renderer, WorkKind.Render));
        await network.Until(async () => (await network.Job(job)).Tasks.Auditing == 1);
        var board = network.Coordinator.Get<TaskBoard>();
        var silent = network.Nodes.Single(node => board.Node(node.Id)!.Audits.Count > 0);
        network.Nodes.Remove(silent);
        network.Clock.Advance(TimeSpan.FromMinutes(2));
        await network.Until(job, JobState.Settled);
        var package = await network.Store();
        await silent.Claim(network.Coordinator);
        Assert.DoesNotContain(await List(network, package), candidate => candidate.Node == silent.Id);

        await network.Submit(frames: 1, key: "next");
        await silent.Do(network.Coordinator, await network.Work(silent, WorkKind.Render));

        Assert.Contains(await List(network, package), candidate => candidate.Node == silent.Id);
        silent.Dispose();
    }

    [Fact]
    public async Task Audit_DrawnForANodeThatThenDrains_GoesToAnotherWithoutAFault()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        var (renderer, auditor) = (network.Nodes[0], network.Nodes[1]);
        var job = await Drawn(network, renderer);

        await auditor.Drain(network.Coordinator, sequence: 1);
        network.Nodes.Remove(auditor);
        await network.Until(job, JobState.Settled);

        Assert.Equal(0, (await network.Coordinator.Network.Node(auditor.Id, CancellationToken.None)).Value!.TasksFailed);
        auditor.Dispose();
    }

    [Fact]
    public async Task Audit_DrawnForANodeThatStillRenders_GoesToAnotherWithoutAFault()
    {
        await using var network = await TestNetwork.Create(nodes: 2, TestNetwork.Defaults with { AuditAnswer = TimeSpan.FromMinutes(1), Lease = TimeSpan.FromDays(1) });
        var (renderer, auditor) = (network.Nodes[0], network.Nodes[1]);
        var other = await network.Submit(frames: 1, key: "other");
        await network.Fund();
        var slow = await network.Work(auditor, WorkKind.Render);
        var job = await Drawn(network, renderer);

        network.Nodes.Remove(auditor);
        network.Clock.Advance(TimeSpan.FromMinutes(2));
        await network.Until(job, JobState.Settled);
        network.Nodes.Add(auditor);
        await auditor.Do(network.Coordinator, slow);
        await network.Until(other, JobState.Settled);

        Assert.Equal(0, (await network.Coordinator.Network.Node(auditor.Id, CancellationToken.None)).Value!.TasksFailed);
    }

    [Fact]
    public async Task Audit_DrawnForANodeThatIsSilent_IsItsFault()
    {
        await using var network = await TestNetwork.Create(nodes: 2, TestNetwork.Defaults with { AuditAnswer = TimeSpan.FromMinutes(1) });
        var (renderer, auditor) = (network.Nodes[0], network.Nodes[1]);
        var job = await Drawn(network, renderer);

        network.Nodes.Remove(auditor);
        network.Clock.Advance(TimeSpan.FromMinutes(2));
        await network.Until(job, JobState.Settled);

        Assert.True((await network.Coordinator.Network.Node(auditor.Id, CancellationToken.None)).Value!.TasksFailed > 0);
        auditor.Dispose();
    }

    /// <summary>A job of one frame that a node rendered, and an audit of it that waits for another operator's node.</summary>
    private static async Task<JobId> Drawn(TestNetwork network, ScriptedNode renderer)
    {
        await network.Fund(key: "drawn");
        var job = await network.Submit(frames: 1);
        await renderer.Do(network.Coordinator, await network.Work(renderer, WorkKind.Render));
        await network.Until(async () => (await network.Job(job)).Tasks.Auditing == 1);
        return job;
    }

    private static async Task<IReadOnlyList<AuditorCandidate>> List(TestNetwork network, Digest package) =>
        (await network.Coordinator.Get<CandidateLists>().Auditors(package, PlacementPolicies.Anywhere, CancellationToken.None)).Nodes;

    private static async Task Beat(TestNetwork network, ScriptedNode node, Digest package) =>
        Assert.Null((await network.Coordinator.Nodes.Beat(node.Id, new Heartbeat(1, false, [], [package], 0), CancellationToken.None)).Refusal);
}
