using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Proofs;
using Render.Lifecycle.Tests.Support;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Tests;

/// <summary>Two decisions of one receipt at once: a report arrives and agrees while the reference CPU renders.</summary>
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

        var verdict = await Verdict(network, job, audit);
        Assert.Equal((auditor.Id, VerdictDecision.Accepted), (verdict.Auditor, verdict.Decision));
        await StandsInTheBooks(network, job, audit);
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
