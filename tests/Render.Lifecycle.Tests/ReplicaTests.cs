using System.Text.Json;
using Render.Lifecycle.Results;
using Render.Lifecycle.Tests.Support;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Lifecycle.Tests;

public class ReplicaTests
{
    private const string Trusted = """, "tier": "trusted" """;

    [Fact]
    public async Task Replicas_TwoCredibleAgree_AThirdOperatorAuditsAndTheTwoShareThePay()
    {
        await using var network = await Open(nodes: 3);
        var (one, other, third) = (network.Nodes[0], network.Nodes[1], network.Nodes[2]);
        var job = await network.Submit(frames: 1, more: Trusted);
        await one.Do(network.Coordinator, await network.Work(one, WorkKind.Render));
        await other.Do(network.Coordinator, await network.Work(other, WorkKind.Render));

        var settled = await network.Until(job, JobState.Settled);

        var task = Assert.Single((await network.Coordinator.Creators.Tasks(job, null, 10, CancellationToken.None)).Value!);
        var replica = Assert.Single(task.Replicas!);
        Assert.Equal([TaskState.Accepted, TaskState.Accepted], [task.State, replica.State]);
        Assert.All(task.Audits.Concat(replica.Audits), audit => Assert.Equal(third.Id, audit.Auditor));
        Assert.Equal(1, third.Audits);
        var receipt = (await network.Coordinator.Creators.Receipt(job, CancellationToken.None)).Value!;
        Assert.Equal(task.Rays!.Value, receipt.Payouts.Where(payout => payout.Node != third.Id).Aggregate(0UL, (sum, payout) => sum + payout.Rays));
        Assert.All(receipt.Payouts.Where(payout => payout.Node != third.Id), payout => Assert.Equal(task.Rays / 2, payout.Rays));
        Assert.Equal(Settlement.Price(task.Rays.Value, await Price(network, job)), settled.Money.Charged);
        Assert.Equal(1, settled.Tasks.Accepted);
        Assert.Equal((1, 1), (await ReplicatedCorrect(network, one), await ReplicatedCorrect(network, other)));
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Replicas_AuditorSaysThatItLivesForEver_LosesTheAudit()
    {
        await using var network = await Open(nodes: 3);
        var (one, other, third) = (network.Nodes[0], network.Nodes[1], network.Nodes[2]);
        var job = await network.Submit(frames: 1, more: Trusted);
        await one.Do(network.Coordinator, await network.Work(one, WorkKind.Render));
        await other.Do(network.Coordinator, await network.Work(other, WorkKind.Render));
        await network.Until(async () =>
        {
            // They open what they committed to.
            await one.Step(network.Coordinator);
            await other.Step(network.Coordinator);
            return (await network.Job(job)).Tasks.Auditing == 1;
        });
        var audit = await network.Work(third, WorkKind.Audit);

        IReadOnlyList<LeaseAbandoned> lost = [];
        var sequence = network.Clock.GetUtcNow().ToUnixTimeSeconds();
        for (var beat = 0; lost.Count == 0 && beat < 2_000; beat++)
        {
            network.Clock.Advance(TimeSpan.FromSeconds(10));
            lost = (await network.Coordinator.Nodes.Beat(
                third.Id, new Heartbeat(sequence + beat, false, [new LeaseProgress(audit.Task.Id, audit.Lease.Id, audit.Lease.Fencing, 0.5)], [], 0), CancellationToken.None)).Value!.Abandon;
        }

        Assert.Equal(LeaseEnd.Expired, Assert.Single(lost).Reason);
        await network.Until(job, JobState.Settled);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Replicas_TwoNewcomersAgree_AThirdRendersTooAndTheReferenceDecides()
    {
        await using var network = await Open(nodes: 3, trust: 10);
        var asked = network.Engine.Rendered;

        var job = await network.Submit(frames: 2, more: Trusted);
        await network.Until(job, JobState.Settled);

        var tasks = (await network.Coordinator.Creators.Tasks(job, null, 10, CancellationToken.None)).Value!;
        Assert.All(tasks, task => Assert.Equal(3, new[] { task.Node }.Concat(task.Replicas!.Select(replica => replica.Node)).Distinct().Count()));
        Assert.True(network.Engine.Rendered > asked);
        var decisions = await Compared(network);
        Assert.Equal(2, decisions.Count(compared => compared.Decision == ReplicaDecision.Another));
        Assert.Equal(2, decisions.Count(compared => compared.Decision == ReplicaDecision.Reference));
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Replicas_OnlyTwoOperatorsAndNotCredible_ReferenceDecidesAtOnce()
    {
        await using var network = await Open(nodes: 2, trust: 10);

        var job = await network.Submit(frames: 1, more: Trusted);
        await network.Until(job, JobState.Settled);

        Assert.Equal(ReplicaDecision.Reference, Assert.Single(await Compared(network)).Decision);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Replicas_OneOperatorOnly_WaitsAndSaysWhy()
    {
        await using var network = await Open(nodes: 1);
        await network.Join("op-a");
        var job = await network.Submit(frames: 1, more: Trusted);
        await network.Nodes[0].Do(network.Coordinator, await network.Work(network.Nodes[0], WorkKind.Render));

        Assert.Empty(await network.Nodes[1].Claim(network.Coordinator));
        Assert.Equal(Network.Scheduling.ShortageCode.TooFewOperators, (await network.Job(job)).Shortage?.Code);
        await network.Join("op-b");
        await network.Until(job, JobState.Settled);
    }

    [Fact]
    public async Task Receipt_BeforeAllHaveCommitted_IsRefusedAndTakenAfterwards()
    {
        await using var network = await Open(nodes: 2);
        await network.Submit(frames: 1, more: Trusted);
        var (one, other) = (network.Nodes[0], network.Nodes[1]);
        var work = await network.Work(one, WorkKind.Render);
        var (result, message) = one.Render(work);
        await ScriptedNode.Upload(network.Coordinator, result);

        var uncommitted = await network.Coordinator.Nodes.Submit(one.Id, message, CancellationToken.None);
        var committed = await network.Coordinator.Nodes.Submit(one.Id, one.Commit(work, message), CancellationToken.None);
        var early = await network.Coordinator.Nodes.Submit(one.Id, message, CancellationToken.None);
        await other.Do(network.Coordinator, await network.Work(other, WorkKind.Render));
        var beat = (await Beat(network, one, work)).Renewed;
        var opened = await network.Coordinator.Nodes.Submit(one.Id, message, CancellationToken.None);

        Assert.Equal(RefusalCodes.CommitmentMissing, uncommitted.Refusal?.Code);
        Assert.False(committed.Value!.MayOpen);
        Assert.Equal(RefusalCodes.NotOpenYet, early.Refusal?.Code);
        Assert.True(Assert.Single(beat).MayOpen);
        Assert.Null(opened.Refusal);
    }

    [Fact]
    public async Task Commitment_Copied_DoesNotOpen()
    {
        await using var network = await Open(nodes: 3);
        var job = await network.Submit(frames: 1, more: Trusted);
        var (honest, copier) = (network.Nodes[0], network.Nodes[1]);
        var work = await network.Work(honest, WorkKind.Render);
        var (result, message) = honest.Render(work);
        var commitment = honest.Commit(work, message);
        await network.Coordinator.Nodes.Submit(honest.Id, commitment, CancellationToken.None);
        var copied = await network.Work(copier, WorkKind.Render);
        // All that the honest node has said so far, and later all that it says when it opens.
        Assert.True(CommitmentStatement.TryDecode(commitment.Statement, out var said));
        var answer = await network.Coordinator.Nodes.Submit(copier.Id, copier.Commit(copied, said!.Commitment), CancellationToken.None);
        await ScriptedNode.Upload(network.Coordinator, result);
        Assert.Null((await network.Coordinator.Nodes.Submit(honest.Id, message, CancellationToken.None)).Refusal);

        var refused = await network.Coordinator.Nodes.Submit(
            copier.Id, copier.Sign(copied, copier.ReceiptOf(copied, result)) with { Salt = message.Salt }, CancellationToken.None);

        Assert.True(answer.Value!.MayOpen);
        Assert.False(await network.Coordinator.Nodes.MayRead(copier.Id, Digest.Of(result.Content.Span), CancellationToken.None));
        Assert.Equal(RefusalCodes.CommitmentMismatch, refused.Refusal?.Code);
        await network.Until(job, JobState.Settled);
        Assert.DoesNotContain((await network.Coordinator.Creators.Receipt(job, CancellationToken.None)).Value!.Payouts, payout => payout.Node == copier.Id);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Commitment_SecondOneForALease_IsRefused()
    {
        await using var network = await Open(nodes: 2);
        await network.Submit(frames: 1, more: Trusted);
        var node = network.Nodes[0];
        var work = await network.Work(node, WorkKind.Render);
        await network.Coordinator.Nodes.Submit(node.Id, node.Commit(work, Digest.OfText("one")), CancellationToken.None);

        var second = await network.Coordinator.Nodes.Submit(node.Id, node.Commit(work, Digest.OfText("another")), CancellationToken.None);

        Assert.Equal(RefusalCodes.CommitmentFinal, second.Refusal?.Code);
    }

    [Fact]
    public async Task Commitment_ForAJobWithoutReplicas_IsRefused()
    {
        await using var network = await Open(nodes: 1);
        await network.Submit(frames: 1);
        var node = network.Nodes[0];
        var work = await network.Work(node, WorkKind.Render);

        Assert.False(work.Commits);
        Assert.Equal(
            RefusalCodes.NotReplicated, (await network.Coordinator.Nodes.Submit(node.Id, node.Commit(work, default(Digest)), CancellationToken.None)).Refusal?.Code);
    }

    [Fact]
    public async Task Replica_CommitsAndNeverOpens_IsItsFaultAndAnotherRendersIt()
    {
        await using var network = await Open(nodes: 2);
        var silent = await network.Join("op-x", node => node.NeverOpens = true);
        var job = await network.Submit(frames: 1, more: Trusted);
        var work = await network.Work(silent, WorkKind.Render);
        await silent.Do(network.Coordinator, work);
        await network.Nodes[0].Do(network.Coordinator, await network.Work(network.Nodes[0], WorkKind.Render));
        // It lives, and renews what it holds; the time to open runs out all the same.
        for (var i = 0; i < 3; i++)
        {
            network.Clock.Advance(TimeSpan.FromSeconds(50));
            await Beat(network, silent, work, i);
        }

        await network.Until(job, JobState.Settled);

        Assert.Equal(NodeStatus.Quarantined, (await network.Coordinator.Network.Node(silent.Id, CancellationToken.None)).Value!.Status);
        var task = Assert.Single((await network.Coordinator.Creators.Tasks(job, null, 10, CancellationToken.None)).Value!);
        Assert.Contains(
            task.History.Concat(task.Replicas!.SelectMany(replica => replica.History)),
            moment => moment.Event == TaskEvent.CommitmentUnopened && moment.Node == silent.Id);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Replicas_ForgerAgainstHonest_ReferenceConvictsTheForgerAlone()
    {
        await using var network = await Open(nodes: 2);
        var forger = await network.Join("op-x", node => node.Forges = true);
        var job = await network.Submit(frames: 3, more: Trusted);
        await forger.Do(network.Coordinator, await network.Work(forger, WorkKind.Render));

        await network.Until(job, JobState.Settled);

        Assert.Equal(NodeStatus.Banned, (await network.Coordinator.Network.Node(forger.Id, CancellationToken.None)).Value!.Status);
        Assert.All(network.Nodes.Take(2), node => Assert.Equal(NodeStatus.Active, network.Coordinator.Network.Node(node.Id, CancellationToken.None).Result.Value!.Status));
        Assert.Contains(await Compared(network), compared => compared is { Decision: ReplicaDecision.Disputed, Disputed.Count: 1 });
        await AllFramesAreHonest(network, job);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Replicas_TwoForgersAgreeWithLowCredibility_ReferenceConvictsBothByOneAudit()
    {
        await using var network = await Open(nodes: 0, trust: 10);
        var one = await network.Join("op-x", node => node.Forges = true);
        var other = await network.Join("op-y", node => node.Forges = true);
        var job = await network.Submit(frames: 1, more: Trusted);
        await one.Do(network.Coordinator, await network.Work(one, WorkKind.Render));
        await other.Do(network.Coordinator, await network.Work(other, WorkKind.Render));
        await one.Open(network.Coordinator);
        await network.Until(async () => (await Status(network, one), await Status(network, other)) == (NodeStatus.Banned, NodeStatus.Banned));
        await network.Join("op-a");
        await network.Join("op-b");

        await network.Until(job, JobState.Settled);

        Assert.Equal(0, await network.Balance(Accounts.Operator(one.Owner)) + await network.Balance(Accounts.Operator(other.Owner)));
        await AllFramesAreHonest(network, job);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Replicas_TwoForgersAgreeAndAThirdIsHonest_AreBothConvicted()
    {
        await using var network = await Open(nodes: 2, trust: 10);
        var one = await network.Join("op-x", node => node.Forges = true);
        var other = await network.Join("op-y", node => node.Forges = true);
        var job = await network.Submit(frames: 1, more: Trusted);
        await one.Do(network.Coordinator, await network.Work(one, WorkKind.Render));
        await other.Do(network.Coordinator, await network.Work(other, WorkKind.Render));

        await network.Until(job, JobState.Settled);

        Assert.Equal((NodeStatus.Banned, NodeStatus.Banned), (await Status(network, one), await Status(network, other)));
        await AllFramesAreHonest(network, job);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Replica_ItsNodeIsConvictedOfAnotherTask_ThoseThatAgreedWithItAreRenderedAgain()
    {
        await using var network = await Open(nodes: 3);
        var turncoat = await network.Join("op-x");
        var job = await network.Submit(frames: 2, more: Trusted);
        await turncoat.Do(network.Coordinator, await network.Work(turncoat, WorkKind.Render));
        await network.Nodes[0].Do(network.Coordinator, await network.Work(network.Nodes[0], WorkKind.Render));
        await network.Until(async () =>
        {
            foreach (var node in network.Nodes)
                await node.Open(network.Coordinator);
            foreach (var node in network.Nodes.Skip(1).Take(2))
                foreach (var work in await node.Claim(network.Coordinator, 1))
                    await (work.Kind == WorkKind.Audit ? node.Do(network.Coordinator, work) : GiveBack(network, node, work));
            return (await network.Job(job)).Tasks.Accepted == 1;
        });
        turncoat.Forges = true;
        await turncoat.Do(network.Coordinator, await network.Work(turncoat, WorkKind.Render));

        await network.Until(job, JobState.Settled);

        Assert.Equal(NodeStatus.Banned, await Status(network, turncoat));
        await AllFramesAreHonest(network, job);
        Assert.DoesNotContain((await network.Coordinator.Creators.Receipt(job, CancellationToken.None)).Value!.Payouts, payout => payout.Node == turncoat.Id);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Replica_RenderedAgainWhileTheReferenceLooks_IsNotJudgedForThoseThatAgreedWithItsFirst()
    {
        await using var network = await Open(nodes: 2, trust: 10);
        var one = await network.Join("op-x", node => node.Forges = true);
        var other = await network.Join("op-y", node => node.Forges = true);
        var caught = await network.Submit(frames: 1, key: "caught");
        var forged = await network.Work(one, WorkKind.Render);
        var job = await network.Submit(frames: 1, more: Trusted);
        await one.Do(network.Coordinator, await network.Work(one, WorkKind.Render));
        await other.Do(network.Coordinator, await network.Work(other, WorkKind.Render));
        await one.Open(network.Coordinator);
        var (third, looking) = (await network.Work(network.Nodes[0], WorkKind.Render), new Hold());
        network.Engine.Next = looking;
        await network.Nodes[0].Do(network.Coordinator, third);
        await looking.Reached;
        await one.Do(network.Coordinator, forged);
        var set = Assert.Single(network.Coordinator.Get<Dispatch.TaskBoard>().Job(job)!.Sets);
        await network.Until(async () =>
        {
            foreach (var node in network.Nodes.Where(node => node != one))
                await node.Step(network.Coordinator);
            return set.IsReady && set.Rows.TrueForAll(row => row.Record.Lease!.Node != one.Id);
        });

        looking.Release();

        await network.Until(job, JobState.Settled);
        await network.Until(caught, JobState.Settled);
        Assert.Equal(NodeStatus.Banned, await Status(network, other));
        await AllFramesAreHonest(network, job);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Replicas_JobCancelledWhileOneIsOpen_ThatOneIsJudgedAndPaid()
    {
        await using var network = await Open(nodes: 1);
        var silent = await network.Join("op-x", node => node.NeverOpens = true);
        var job = await network.Submit(frames: 1, more: Trusted);
        await silent.Do(network.Coordinator, await network.Work(silent, WorkKind.Render));
        await network.Nodes[0].Do(network.Coordinator, await network.Work(network.Nodes[0], WorkKind.Render));

        await network.Coordinator.Creators.Cancel(job, CancellationToken.None);
        await network.Until(job, JobState.Settled);

        var payout = Assert.Single((await network.Coordinator.Creators.Receipt(job, CancellationToken.None)).Value!.Payouts);
        Assert.Equal(network.Nodes[0].Id, payout.Node);
        Assert.Empty(await network.Audit());
    }

    [Theory]
    [InlineData("economy", 1, 2_048)]
    [InlineData("trusted", 2, 4_096)]
    public async Task Rows_OfAnAcceptedTask_AreOneForEachReplicaAndSmall(string tier, int rows, int most)
    {
        await using var network = await Open(nodes: 3);
        var job = await network.Submit(frames: 1, more: $", \"tier\": \"{tier}\"");
        await network.Until(job, JobState.Settled);

        var page = await network.Coordinator.State.Query<JsonElement>($"tasks:{job}:0000");

        Assert.Equal(rows, page.Documents.Count);
        Assert.All(page.Documents, row => Assert.InRange(row.Value.GetRawText().Length, 1, most));
        Assert.All(page.Documents, row => Assert.Equal(rows > 1, row.Value.TryGetProperty("commitment", out _)));
        Assert.All(page.Documents, row => Assert.False(row.Value.TryGetProperty("duplicate", out _) || row.Value.TryGetProperty("withdrawn", out _)));
    }

    [Fact]
    public async Task Books_ComparisonTamperedWith_AuditFindsIt()
    {
        await using var network = await Open(nodes: 3);
        var job = await network.Submit(frames: 1, more: Trusted);
        await network.Until(job, JobState.Settled);
        var bundle = await network.Coordinator.Get<Proofs.BundleWriter>().Gather(CancellationToken.None);

        IReadOnlyList<BookFinding> Audit(Func<ReplicasCompared, ReplicasCompared> change) => BookAudit.Run(bundle with { Entries = Rewritten(bundle.Entries, change) });

        Assert.Empty(Audit(compared => compared));
        Assert.Contains(Audit(compared => compared with { Decision = ReplicaDecision.Reference }), finding => finding.Fault == BookFault.Replicas);
        Assert.Contains(
            Audit(compared => compared with { Replicas = [compared.Replicas[0] with { Salt = default }, .. compared.Replicas.Skip(1)] }),
            finding => finding.Fault == BookFault.Replicas);
        Assert.Contains(
            Audit(compared => compared with { Replicas = [compared.Replicas[0] with { ReplicatedCorrect = 99 }, .. compared.Replicas.Skip(1)] }),
            finding => finding.Fault == BookFault.Replicas);
        Assert.Contains(BookAudit.Run(bundle with { Commitments = [] }), finding => finding.Fault == BookFault.Missing);
    }

    private static List<LedgerEntry> Rewritten(IReadOnlyList<LedgerEntry> entries, Func<ReplicasCompared, ReplicasCompared> change)
    {
        var chain = new List<LedgerEntry>();
        foreach (var entry in entries)
        {
            var draft = entry.Kind == LedgerEntryKind.ReplicasCompared
                ? change(PayloadJson.Read<ReplicasCompared>(entry)).ToDraft()
                : new LedgerDraft(entry.Kind, entry.Key, entry.Postings, entry.Payload);
            chain.Add(LedgerHash.Chain(draft, chain.LastOrDefault(), entry.TimeUnixMs));
        }

        return chain;
    }

    private static async Task<TestNetwork> Open(int nodes, int trust = 2)
    {
        var policy = Policy.Default with
        {
            AuditRepeatPpm = 0,
            Tiers = Policy.Default.Tiers with { Trusted = Policy.Default.Tiers.Trusted with { ReputationFloorPpm = 0 } },
            Reputation = Policy.Default.Reputation with { VoteTrust = trust },
        };
        var network = await TestNetwork.Create(nodes, TestNetwork.Defaults with { Policy = policy });
        await network.Fund();
        return network;
    }

    private static async Task GiveBack(TestNetwork network, ScriptedNode node, WorkAssignment work) => await network.Coordinator.Nodes.Fail(
        node.Id, new FailLease(work.Task.Id, work.Lease.Id, work.Lease.Fencing, LeaseFailure.Released, "not now"), CancellationToken.None);

    private static async Task<Tokens> Price(TestNetwork network, JobId job) => PayloadJson.Read<EscrowLocked>((await network.Coordinator.Ledger.Find($"escrow-locked/{job}"))!).PricePerMillionRays;

    private static async Task<NodeStatus> Status(TestNetwork network, ScriptedNode node) => (await network.Coordinator.Network.Node(node.Id, CancellationToken.None)).Value!.Status;

    private static async Task<int> ReplicatedCorrect(TestNetwork network, ScriptedNode node) =>
        (await network.Coordinator.Network.Node(node.Id, CancellationToken.None)).Value!.ReplicatedCorrect;

    private static async Task<HeartbeatReply> Beat(TestNetwork network, ScriptedNode node, WorkAssignment work, int sequence = 0) =>
        (await network.Coordinator.Nodes.Beat(
            node.Id, new Heartbeat(sequence, false, [new LeaseProgress(work.Task.Id, work.Lease.Id, work.Lease.Fencing, 1)], [], 0), CancellationToken.None)).Value!;

    private static async Task<List<ReplicasCompared>> Compared(TestNetwork network) =>
        [.. (await network.Coordinator.Ledger.Read(0, 10_000)).Where(entry => entry.Kind == LedgerEntryKind.ReplicasCompared).Select(PayloadJson.Read<ReplicasCompared>)];

    private static async Task AllFramesAreHonest(TestNetwork network, JobId job)
    {
        var tasks = (await network.Coordinator.Creators.Tasks(job, null, 1_000, CancellationToken.None)).Value!;
        var package = (await network.Job(job)).Package!.Value;
        foreach (var task in tasks)
        {
            var spec = new TaskSpec(task.Task, default, package, default, [], default);
            Assert.All(
                task.Replicas!.Append(task).Where(replica => replica.State == TaskState.Accepted),
                replica => Assert.Equal(Digest.Of(SyntheticEngine.Result(spec, forged: false).Content.Span), replica.Result));
        }
    }
}
