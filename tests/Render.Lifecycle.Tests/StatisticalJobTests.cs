using Render.Lifecycle.Proofs;
using Render.Lifecycle.Tests.Support;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Reputation;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Tests;

public sealed class StatisticalJobTests
{
    [Fact]
    public async Task Job_InexactNodesOfTwoOperators_BothRangesCountAndNobodyAudits()
    {
        await using var network = await Open(inexact: 2);
        var asked = network.Engine.Rendered;

        var job = await Submit(network, frames: 3);
        var settled = await network.Until(job, JobState.Settled);

        var tasks = await Tasks(network, job);
        Assert.Equal(6, tasks.Count);
        Assert.All(tasks.GroupBy(task => (task.Task.Frame, task.Task.Region)), tile =>
        {
            Assert.Equal([new SampleRange(0, 4), new SampleRange(4, 4)], tile.Select(task => task.Task.Samples).Order(Comparer<SampleRange>.Create((a, b) => a.Start - b.Start)));
            Assert.Equal(2, tile.Select(task => task.Node).Distinct().Count());
        });
        Assert.All(tasks, task => Assert.Empty(task.Audits));
        // A block of each tile is drawn, and nobody but the reference CPU renders that.
        Assert.Equal((0, 3), (network.Nodes[0].Audits + network.Nodes[1].Audits, network.Engine.Rendered - asked));
        Assert.Equal(Settlement.Price(tasks.Aggregate(0UL, (sum, task) => sum + task.Rays!.Value), await Price(network, job)), settled.Money.Charged);
        Assert.Equal(3, (await Compared(network)).Count);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Job_Exact_IsNotForInexactNodes()
    {
        await using var network = await Open(inexact: 2);

        var job = await network.Submit(frames: 1);
        await network.Until(async () => (await network.Job(job)).Shortage is not null);

        Assert.Empty(await network.Nodes[0].Claim(network.Coordinator));
        Assert.Contains((await network.Job(job)).Shortage!.Reasons, reason => reason.Code == MisfitCode.DeviceClass);
        var view = Assert.Single(await network.Coordinator.Network.DeviceClasses(CancellationToken.None));
        Assert.Equal((DeviceClassRule.OpenCL, true), (view.DeviceClass, view.Out));
        Assert.Contains("statistical", view.Reason, StringComparison.Ordinal);
        var exact = await network.Join("op-exact");
        await network.Until(job, JobState.Settled);
        Assert.Equal(1, exact.Renders);
    }

    [Fact]
    public async Task Job_OneExactNodeBesideAnInexactOne_IsRenderedByBoth()
    {
        await using var network = await Open(inexact: 1);
        var exact = await network.Join("op-exact");

        var job = await Submit(network, frames: 2);
        await network.Until(job, JobState.Settled);

        Assert.Equal((2, 2), (exact.Renders, network.Nodes[0].Renders));
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Job_ForgerAmongThree_StandsAloneUnpaidAndKeepsItsStake()
    {
        await using var network = await Open(inexact: 2);
        var forger = await network.Join("op-x", node => node.Forges = true);
        var stake = await network.Balance(Accounts.Stake(forger.Id));
        var job = await Submit(network, frames: 1);
        await forger.Do(network.Coordinator, await network.Work(forger, WorkKind.Render));

        await network.Until(job, JobState.Settled);

        var compared = await Compared(network);
        Assert.Equal(2, compared.Count);
        Assert.NotNull(compared[0].Reference);
        Assert.Null(compared[1].Reference);
        Assert.Equal([true, true], compared[0].Ranges.Select(range => range.Judged));
        Assert.Single(compared[1].Judged());
        var receipt = (await network.Coordinator.Creators.Receipt(job, CancellationToken.None)).Value!;
        Assert.DoesNotContain(receipt.Payouts, payout => payout.Node == forger.Id);
        Assert.Equal(2, receipt.Payouts.Count);
        Assert.All(await Tasks(network, job), task => Assert.NotEqual(forger.Id, task.Node));
        Assert.Equal(stake, await network.Balance(Accounts.Stake(forger.Id)));
        var standing = (await network.Coordinator.Network.Explain(forger.Id, CancellationToken.None)).Value!;
        Assert.Equal((1, 3.0), standing.Score.Lines.Where(line => line.Kind == EvidenceKind.Diverged).Select(line => (line.Count, line.Weight)).Single());
        Assert.Single(Assert.Single(standing.Engines).Quarantines);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Job_TwoForgersWhoAgree_DifferFromTheReferenceInTheDrawnBlocksAndStandAlone()
    {
        await using var network = await Open(inexact: 0);
        var forgers = new[] { await network.Join("op-x", node => node.Forges = true), await network.Join("op-y", node => node.Forges = true) };
        var job = await Submit(network, frames: 1);
        foreach (var forger in forgers)
            await forger.Do(network.Coordinator, await network.Work(forger, WorkKind.Render));
        await network.Until(async () => (await Compared(network)).Count == 1);
        await network.Join("op-a");
        await network.Join("op-b");

        await network.Until(job, JobState.Settled);

        var compared = await Compared(network);
        Assert.Equal(2, compared.Count);
        Assert.Equal(StatisticalFinding.None, Assert.Single(compared[0].Pairs).Evidence.Find(100));
        Assert.All(compared[0].Spot!.Comparisons, comparison => Assert.Equal((1, false), (comparison.Blocks, comparison.Find(100) == StatisticalFinding.None)));
        Assert.All(compared[0].Reference!.Comparisons, comparison => Assert.NotEqual(StatisticalFinding.None, comparison.Find(100)));
        Assert.NotNull(compared[1].Spot);
        Assert.Null(compared[1].Reference);
        var paid = (await network.Coordinator.Creators.Receipt(job, CancellationToken.None)).Value!.Payouts.Select(payout => payout.Node).ToList();
        Assert.Equal(2, paid.Count);
        Assert.DoesNotContain(paid, node => forgers.Any(forger => forger.Id == node));
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Range_ThatStoodAlone_GoesToAnotherOperatorOnly()
    {
        await using var network = await Open(inexact: 1);
        var forger = await network.Join("op-x", node => node.Forges = true);
        var job = await Submit(network, frames: 1);
        await forger.Do(network.Coordinator, await network.Work(forger, WorkKind.Render));
        await network.Nodes[0].Do(network.Coordinator, await network.Work(network.Nodes[0], WorkKind.Render));
        await network.Until(async () => (await Tasks(network, job)).Any(task => task.Reason == nameof(TaskEvent.StoodAlone)));

        var sibling = await network.Join("op-x");
        Assert.Empty(await sibling.Claim(network.Coordinator));
        await network.Join("op-b");
        await network.Until(job, JobState.Settled);

        Assert.Equal(0, sibling.Renders);
    }

    [Fact]
    public async Task Rays_ClaimedInExcess_StandAloneAndDoNotUseUpTheCap()
    {
        await using var network = await Open(inexact: 2);
        var liar = await network.Join("op-x", node => node.Claims = 6);
        var job = await Submit(network, frames: 1);
        await liar.Do(network.Coordinator, await network.Work(liar, WorkKind.Render));
        await network.Until(job, JobState.Settled);

        var compared = await Compared(network);
        Assert.Equal(2, compared.Count);
        Assert.Contains(StatisticalFinding.Rays, compared[0].Spot!.Find(new()));
        Assert.Contains(StatisticalFinding.Rays, compared[0].Reference!.Find(new()));
        var payouts = (await network.Coordinator.Creators.Receipt(job, CancellationToken.None)).Value!.Payouts;
        Assert.Equal(2, payouts.Count);
        Assert.Equal(payouts[0].Rays, payouts[1].Rays);
        Assert.DoesNotContain(payouts, payout => payout.Node == liar.Id);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Rays_ClaimedInExcessByBothRanges_StandAlone()
    {
        await using var network = await Open(inexact: 0);
        var liars = new[] { await network.Join("op-x", node => node.Claims = 2), await network.Join("op-y", node => node.Claims = 2) };
        var job = await Submit(network, frames: 1);
        foreach (var liar in liars)
            await liar.Do(network.Coordinator, await network.Work(liar, WorkKind.Render));
        await network.Until(async () => (await Compared(network)).Count == 1);
        await network.Join("op-a");
        await network.Join("op-b");

        await network.Until(job, JobState.Settled);

        var paid = (await network.Coordinator.Creators.Receipt(job, CancellationToken.None)).Value!.Payouts.Select(payout => payout.Node).ToList();
        Assert.Equal(2, paid.Count);
        Assert.DoesNotContain(paid, node => liars.Any(liar => liar.Id == node));
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Tile_DrawnByTheBeacon_IsComparedWithTheReferenceToo()
    {
        await using var network = await Open(inexact: 2, repeatPpm: Challenge.All);
        var asked = network.Engine.Rendered;

        var job = await Submit(network, frames: 1);
        await network.Until(job, JobState.Settled);

        Assert.Equal(2, Assert.Single(await Compared(network)).Reference!.Comparisons.Count);
        Assert.Equal(new PixelRegion(0, 0, 24, 16).Blocks, network.Engine.Rendered - asked);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Job_CancelledWithHalfATile_HasThatHalfComparedWithTheReferenceAndPaid()
    {
        await using var network = await Open(inexact: 2);
        var job = await Submit(network, frames: 1);
        await network.Nodes[0].Do(network.Coordinator, await network.Work(network.Nodes[0], WorkKind.Render));

        await network.Coordinator.Creators.Cancel(job, CancellationToken.None);
        await network.Until(job, JobState.Settled);

        Assert.Single(Assert.Single(await Compared(network)).Reference!.Comparisons);
        Assert.Equal(network.Nodes[0].Id, Assert.Single((await network.Coordinator.Creators.Receipt(job, CancellationToken.None)).Value!.Payouts).Node);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Job_OneOperatorOnly_WaitsAndSaysWhy()
    {
        await using var network = await Open(inexact: 1);
        await network.Join("op-a");
        var job = await Submit(network, frames: 1);
        await network.Nodes[0].Do(network.Coordinator, await network.Work(network.Nodes[0], WorkKind.Render));

        Assert.Empty(await network.Nodes[1].Claim(network.Coordinator));
        Assert.Equal(ShortageCode.TooFewOperators, (await network.Job(job)).Shortage?.Code);
        await network.Join("op-b");
        await network.Until(job, JobState.Settled);
    }

    [Fact]
    public async Task Spec_OfSamplesThatCannotBeHalved_IsRefusedWithTheWayOut()
    {
        await using var network = await Open(inexact: 0);
        var package = await network.Store();

        var submitted = await network.Coordinator.Creators.Submit(
            new SubmitJob(TestNetwork.Json($$"""{ "package": "{{package}}", "samples": 48, "statistical": true }"""), "job", true, Digest.OfText("salt")), CancellationToken.None);

        Assert.Equal("spec.statistical.samples", Assert.Single(submitted.Refusal!.Errors!).Code);
        Assert.Contains("a power of two of at least 8", submitted.Refusal.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispute_OfAStatisticalResult_IsRefused()
    {
        await using var network = await Open(inexact: 2);
        var job = await Submit(network, frames: 1);
        await network.Until(job, JobState.Settled);
        var task = (await Tasks(network, job))[0].Task;

        var disputed = await network.Coordinator.Creators.Dispute(task, new MemoryStream([1]), CancellationToken.None);

        Assert.Equal(Results.RefusalCodes.NotDisputable, disputed.Refusal?.Code);
    }

    [Fact]
    public async Task Books_ComparisonTamperedWith_AuditFindsIt()
    {
        await using var network = await Open(inexact: 2);
        var forger = await network.Join("op-x", node => node.Forges = true);
        var job = await Submit(network, frames: 1);
        await forger.Do(network.Coordinator, await network.Work(forger, WorkKind.Render));
        await network.Until(job, JobState.Settled);
        var bundle = await network.Coordinator.Get<BundleWriter>().Gather(CancellationToken.None);
        var silent = new StatisticalSum(0, 1);
        StatisticalEvidence Silenced(StatisticalEvidence evidence) => evidence with { Together = [.. evidence.Together.Select(_ => silent)], Worst = [.. evidence.Worst.Select(_ => silent)] };

        HashSet<BookFault> Audit(Func<RangesCompared, RangesCompared> change) => [.. BookAudit.Run(bundle with { Entries = Rewritten(bundle.Entries, change) }).Select(finding => finding.Fault)];

        Assert.Empty(Audit(compared => compared));
        // Who would have the forger accepted must change the sums, and then the verdict is not what they give.
        Assert.Contains(BookFault.Verdict, Audit(compared => compared.Reference is { } asked ? compared with { Reference = asked with { Comparisons = [.. asked.Comparisons.Select(Silenced)] } } : compared));
        Assert.Contains(BookFault.Ranges, Audit(compared => compared with { Reference = null }));
        Assert.Contains(BookFault.Ranges, Audit(compared => compared with { Spot = null }));
        Assert.Contains(BookFault.Ranges, Audit(compared => compared.Spot is { } spot
            ? compared with { Spot = spot with { Comparisons = [.. spot.Comparisons.Select(evidence => evidence with { Blocks = 2 })] } } : compared));
        Assert.Contains(BookFault.Ranges, Audit(compared => compared.Reference is { } asked ? compared with { Reference = asked with { Claimed = [.. asked.Claimed.Select(rays => rays - 1)] } } : compared));
        Assert.Contains(BookFault.Ranges, Audit(compared => compared.Spot is { } spot ? compared with { Spot = spot with { Claimed = [] } } : compared));
        Assert.Contains(BookFault.Ranges, Audit(compared => compared with { Pairs = [] }));
        Assert.Contains(BookFault.Ranges, Audit(compared => compared with { Pairs = [.. compared.Pairs.Select(pair => pair with { Evidence = pair.Evidence with { Blocks = 1 } })] }));
        Assert.Contains(BookFault.Draw, Audit(compared => compared with { Drawn = true }));
        Assert.Contains(BookFault.Beacon, Audit(compared => compared with { Reveal = compared.Reveal + 1 }));
        Assert.Contains(BookFault.Ranges, Audit(compared => compared with { Ranges = [.. compared.Ranges.Select(range => range with { Judged = true })], Reveal = compared.Reveal }));
    }

    [Fact]
    public async Task Class_OutOfExactMode_StillServesStatisticalJobs()
    {
        const uint card = 1090;
        await using var network = await TestNetwork.Create(nodes: 1);
        await network.Fund();
        var odd = await network.Join("op-x");
        (odd.DeviceClass, odd.Rounds) = (card, true);
        await odd.Register(network.Coordinator);
        await odd.Step(network.Coordinator);
        var exact = await network.Submit(frames: 1);
        await odd.Do(network.Coordinator, await network.Work(odd, WorkKind.Render));
        await network.Until(exact, JobState.Settled);
        Assert.Equal(NodeStatus.Quarantined, (await network.Coordinator.Network.Node(odd.Id, CancellationToken.None)).Value!.Status);

        network.Clock.Advance(TimeSpan.FromHours(2));
        var job = await network.Submit(frames: 2, key: "second", more: Mode, samples: 8);
        await network.Until(job, JobState.Settled);

        Assert.Equal(3, odd.Renders);
        Assert.NotNull((await network.Coordinator.Network.DeviceClasses(CancellationToken.None)).Single().OutFor.Single().Value);
        Assert.Empty(await network.Audit());
    }

    private const string Mode = """, "statistical": true """;

    /// <summary>A network whose nodes are OpenCL's, and round otherwise than the reference.</summary>
    private static async Task<TestNetwork> Open(int inexact, int repeatPpm = 0)
    {
        var network = await TestNetwork.Create(0, TestNetwork.Defaults with { Policy = TestNetwork.Defaults.Policy with { AuditRepeatPpm = repeatPpm } });
        await network.Fund();
        for (var i = 0; i < inexact; i++)
        {
            var node = new ScriptedNode($"op-{(char)('a' + i)}", network.Clock) { DeviceClass = DeviceClassRule.OpenCL, Rounds = true };
            network.Nodes.Add(node);
            Assert.Null((await node.Register(network.Coordinator)).Refusal);
            await node.Step(network.Coordinator);
            Assert.Equal(NodeStatus.Active, (await network.Coordinator.Network.Node(node.Id, CancellationToken.None)).Value!.Status);
        }

        return network;
    }

    private static Task<JobId> Submit(TestNetwork network, int frames) => network.Submit(frames, more: Mode, samples: 8);

    private static async Task<IReadOnlyList<TaskView>> Tasks(TestNetwork network, JobId job) => (await network.Coordinator.Creators.Tasks(job, null, 1_000, CancellationToken.None)).Value!;

    private static async Task<Tokens> Price(TestNetwork network, JobId job) => PayloadJson.Read<EscrowLocked>((await network.Coordinator.Ledger.Find($"escrow-locked/{job}"))!).PricePerMillionRays;

    private static async Task<List<RangesCompared>> Compared(TestNetwork network) =>
        [.. (await network.Coordinator.Ledger.Read(0, 10_000)).Where(entry => entry.Kind == LedgerEntryKind.RangesCompared).Select(PayloadJson.Read<RangesCompared>)];

    private static List<LedgerEntry> Rewritten(IReadOnlyList<LedgerEntry> entries, Func<RangesCompared, RangesCompared> change)
    {
        var chain = new List<LedgerEntry>();
        foreach (var entry in entries)
        {
            var draft = entry.Kind == LedgerEntryKind.RangesCompared
                ? change(PayloadJson.Read<RangesCompared>(entry)).ToDraft()
                : new LedgerDraft(entry.Kind, entry.Key, entry.Postings, entry.Payload);
            chain.Add(LedgerHash.Chain(draft, chain.LastOrDefault(), entry.TimeUnixMs));
        }

        return chain;
    }
}
