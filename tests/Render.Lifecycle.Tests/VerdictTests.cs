using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Proofs;
using Render.Lifecycle.Tests.Support;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Tests;

/// <summary>What happens at once to one receipt's audit: its report arrives, the reference CPU decides, somebody else is drawn.</summary>
public class VerdictTests
{
    [Fact]
    public async Task Decide_ReportWasDecidedMeanwhile_LeavesThatVerdictAndItsProof()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        var (job, auditor, audit) = await Audited(network);
        var rendering = new Hold();
        var reference = Decide(network, audit, rendering);
        await rendering.Reached;
        await auditor.Do(network.Coordinator, audit);
        Assert.Empty(auditor.Refusals);

        rendering.Release();
        await reference;

        Assert.Equal((auditor.Id, VerdictDecision.Accepted), await Decision(network, job, audit));
        await StandsInTheBooks(network, job, audit);
    }

    [Fact]
    public async Task Reference_SceneThatItCannotRender_KeepsNoOtherJobWaiting()
    {
        // Nobody else audits a single operator's node.
        await using var network = await TestNetwork.Create(nodes: 1);
        await network.Fund();
        network.Engine.Unrenderable = await network.Store("damaged");
        var damaged = await network.Submit(frames: 2, key: "damaged", scene: "damaged");
        await network.Until(async () => (await network.Nodes[0].Step(network.Coordinator), (await network.Job(damaged)).Tasks.Auditing == 2).Item2);

        await network.Until(await network.Submit(frames: 2, key: "good"), JobState.Settled);

        Assert.Equal(2, (await network.Job(damaged)).Tasks.Auditing);
        network.Engine.Unrenderable = default;
        await network.Until(damaged, JobState.Settled);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Redraw_ReportIsArriving_LeavesTheAuditToIt()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        var (job, auditor, audit) = await Audited(network);
        var keeping = new Hold();
        var services = network.Coordinator.Get<IServiceProvider>();
        var report = ActivatorUtilities.CreateInstance<RecordAudit>(services, new SignedStore(new HeldState(network.Coordinator.State, keeping)))
            .Run(auditor.Id, auditor.Report(audit), CancellationToken.None);
        await keeping.Reached;

        await GiveUp(network, auditor, audit);
        network.Clock.Advance(TimeSpan.FromHours(1));
        await network.Coordinator.Get<SweepLeases>().Step(CancellationToken.None);

        Assert.Equal(audit.Lease.Id, Row(network, audit).Record.Audit!.Lease);
        keeping.Release();
        Assert.Null((await report).Refusal);
        Assert.Equal((auditor.Id, VerdictDecision.Accepted), await Decision(network, job, audit));
        await StandsInTheBooks(network, job, audit);
    }

    [Fact]
    public async Task Report_AuditIsBeingRedrawn_IsRefused()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        var (job, auditor, audit) = await Audited(network);
        var (row, drawing) = (Row(network, audit), new Hold());
        var services = network.Coordinator.Get<IServiceProvider>();
        var tasks = ActivatorUtilities.CreateInstance<TaskStore>(services, new HeldState(network.Coordinator.State, drawing));
        var redrawn = ActivatorUtilities.CreateInstance<DrawAudits>(services, tasks).Redraw(row, audit.Lease.Id, CancellationToken.None);
        await drawing.Reached;

        await auditor.Do(network.Coordinator, audit);

        Assert.Equal(ProblemCodes.LeaseStale, Assert.Single(auditor.Refusals).Code);
        drawing.Release();
        Assert.True(await redrawn);
        Assert.NotEqual(audit.Lease.Id, row.Record.Audit!.Lease);
        await network.Until(job, JobState.Settled);
        Assert.Empty(await network.Audit());
    }

    private static async Task GiveUp(TestNetwork network, ScriptedNode auditor, WorkAssignment audit)
    {
        var message = new FailLease(audit.Task.Id, audit.Lease.Id, audit.Lease.Fencing, LeaseFailure.CannotLoad, "it gives up");
        Assert.Null((await network.Coordinator.Nodes.Fail(auditor.Id, message, CancellationToken.None)).Refusal);
    }

    private static async Task<(NodeId? Auditor, VerdictDecision Decision)> Decision(TestNetwork network, JobId job, WorkAssignment audit)
    {
        var verdict = await Verdict(network, job, audit);
        return (verdict.Auditor, verdict.Decision);
    }

    /// <summary>A job of two tasks, one of which is rendered, and what its auditor was given.</summary>
    private static async Task<(JobId Job, ScriptedNode Auditor, WorkAssignment Audit)> Audited(TestNetwork network)
    {
        await network.Fund();
        var job = await network.Submit(frames: 2);
        await network.Nodes[0].Do(network.Coordinator, await network.Work(network.Nodes[0], WorkKind.Render));
        return (job, network.Nodes[1], await network.Work(network.Nodes[1], WorkKind.Audit));
    }

    /// <summary>The reference CPU's decision, held before it renders.</summary>
    private static Task Decide(TestNetwork network, WorkAssignment audit, Hold hold)
    {
        var services = network.Coordinator.Get<IServiceProvider>();
        var reference = ActivatorUtilities.CreateInstance<ReferenceCheck>(services, new HeldEngine(network.Engine, hold));
        return ActivatorUtilities.CreateInstance<DecideVerdict>(services, reference).Decide(Row(network, audit), CancellationToken.None);
    }

    private static BoardTask Row(TestNetwork network, WorkAssignment audit) => network.Coordinator.Get<TaskBoard>().Find(audit.Task.Id, audit.Lease.Id)!;

    private static async Task<VerdictRecorded> Verdict(TestNetwork network, JobId job, WorkAssignment audit)
    {
        Assert.Equal(1, (await network.Job(job)).Tasks.Accepted);
        var key = VerdictRecorded.KeyOf(audit.Task.Id, Row(network, audit).Record.Receipt!.Digest);
        return PayloadJson.Read<VerdictRecorded>((await network.Coordinator.Ledger.Find(key))!);
    }

    /// <summary>Whoever audits the books finds the proof that the verdict names.</summary>
    private static async Task StandsInTheBooks(TestNetwork network, JobId job, WorkAssignment audit)
    {
        var verdict = await Verdict(network, job, audit);
        await network.Until(job, JobState.Settled);
        var bundle = await network.Coordinator.Get<BundleWriter>().Gather(CancellationToken.None);
        Assert.Contains(bundle.Proofs, proof => proof.Digest() == verdict.Evidence);
        Assert.Empty(await network.Audit());
    }
}
