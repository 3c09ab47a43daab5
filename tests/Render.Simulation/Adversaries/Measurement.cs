using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Simulation.Actors;

namespace Render.Simulation.Adversaries;

/// <summary>Reads off a run what it came to: from the ledger, the rows of the tasks, and what the adversaries know they did.</summary>
internal sealed class Measurement
{
    private const double Unit = 1e18;

    private readonly World world;
    private readonly Dictionary<NodeId, NodeMachine> machines = [];
    private readonly HashSet<NodeMachine> adversaries;
    private readonly HashSet<CreatorId> buyers;
    private readonly List<VerdictRecorded> verdicts = [];
    private readonly Dictionary<NodeId, List<(long Time, double Work)>> receipts = [];
    private readonly Dictionary<JobId, ulong> workPerMillionRays = [];

    private Measurement(World world)
    {
        this.world = world;
        adversaries = [.. world.Nodes.Where((_, i) => i >= Shape.FirstAdversary)];
        buyers = [.. world.Creators.Where(creator => !creator.Strategy.IsHonest || creator.Strategy is Actors.Strategies.WashCreator).Select(creator => creator.Id)];
        foreach (var machine in world.Nodes)
            foreach (var id in machine.Ids)
                machines[id] = machine;
    }

    /// <summary>What a run that has ended came to.</summary>
    public static CampaignRun Of(World world, Cell cell, ulong seed, double realSeconds) => new Measurement(world).Read(cell, seed, realSeconds);

    private CampaignRun Read(Cell cell, ulong seed, double realSeconds)
    {
        var (income, emission, honestIncome, slashed, paid, honestPaid) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        var (honestSlashed, exclusions) = (0, new List<Exclusion>());
        foreach (var entry in world.Oracle.Books.Entries)
            switch (PayloadJson.Read(entry.Kind, entry.Payload.Span))
            {
                case EscrowLocked order:
                    workPerMillionRays[order.Job] = order.MicroWorkUnitsPerMillionRays;
                    break;
                case ReceiptRecorded receipt:
                    if (!receipts.TryGetValue(receipt.Node, out var delivered))
                        receipts.Add(receipt.Node, delivered = []);
                    delivered.Add((entry.TimeUnixMs, receipt.Rays * (double)workPerMillionRays[receipt.Task.Job] / 1e12));
                    break;
                case VerdictRecorded verdict:
                    verdicts.Add(verdict);
                    break;
                case Slashed slash when IsAdversary(slash.Node):
                    slashed += Amount(slash.Amount);
                    var before = receipts.GetValueOrDefault(slash.Node) ?? [];
                    exclusions.Add(new Exclusion(before.Count, before.Count > 0 ? (entry.TimeUnixMs - before[0].Time) / 1e3 : 0, before.Sum(work => work.Work)));
                    break;
                case Slashed:
                    honestSlashed++;
                    break;
                case JobSettled settled:
                    Pay(settled.Result.Payouts, ref income, ref honestIncome);
                    if (buyers.Contains(settled.Creator))
                        paid += Amount(settled.Result.Charge);
                    else
                        honestPaid += Amount(settled.Result.Charge);
                    break;
                case EpochClosed closed:
                    Pay(closed.Result.Payouts, ref emission, ref honestIncome);
                    break;
            }

        return Proofs(new CampaignRun
        {
            Cell = cell.Name,
            Seed = seed,
            Failure = world.Oracle.Failure?.Message,
            RealSeconds = realSeconds,
            Tasks = world.Oracle.Tasks.Count,
            Accepted = world.Oracle.Tasks.Accepted,
            HonestSlashed = honestSlashed,
            Identities = receipts.Keys.Count(IsAdversary),
            Convicted = exclusions.Count,
            Exclusions = exclusions,
            Contradicted = adversaries.Count(node => world.Oracle.Places.Contradicted.Contains(node.Id)),
            Believed = adversaries.Count(node => world.Oracle.Places.Measured.Contains(node.Id)),
            TheirTasks = adversaries.Sum(node => node.Rendered),
            Income = income,
            Emission = emission,
            StakeLost = slashed,
            Spent = adversaries.Sum(node => node.Spent),
            Paid = paid,
            HonestIncome = honestIncome,
            HonestSpent = world.Nodes.Where(node => !adversaries.Contains(node)).Sum(node => node.Spent),
            HonestPaid = honestPaid,
            JobSeconds = world.Creators.Where(creator => !buyers.Contains(creator.Id) && creator.Took is not null).Select(creator => creator.Took!.Value.TotalSeconds).DefaultIfEmpty().Average(),
        });
    }

    private CampaignRun Proofs(CampaignRun run)
    {
        var (expected, variance, forged, rejected) = (0.0, 0.0, 0, 0);
        var decisions = new Dictionary<string, int>();
        foreach (var verdict in verdicts.Where(verdict => IsAdversary(verdict.Node)))
        {
            decisions[verdict.Decision.ToString()] = decisions.GetValueOrDefault(verdict.Decision.ToString()) + 1;
            if (machines[verdict.Node].Strategy.Forged.GetValueOrDefault(verdict.Task) is not (> 0 and var blocks))
                continue;
            // An auditor of the same ring lets it pass, unless the reference CPU repeats the audit.
            var passes = !verdict.Repeated && verdict.Auditor is { } auditor && machines[auditor].Strategy is Actors.Strategies.ColludingNode
                && machines[verdict.Node].Strategy is Actors.Strategies.ColludingNode;
            var chance = passes ? 0 : verdict.IsOfRange() ? Meets(verdict) : Chance(verdict.Task.Region.Blocks, blocks, verdict.Drawn.Count);
            (expected, variance) = (expected + chance, variance + (chance * (1 - chance)));
            forged++;
            rejected += verdict.NodeAtFault || verdict.Decision == VerdictDecision.StoodAlone ? 1 : 0;
        }

        var paid = verdicts.Where(verdict => verdict.RenderedRays > 0).ToList();
        var accepted = world.Oracle.Tasks.Records.Where(record => record.State == TaskState.Accepted).ToList();
        var mine = world.Creators.Where(creator => !buyers.Contains(creator.Id)).Select(creator => creator.Job).ToHashSet();
        var delivered = accepted.Where(record => mine.Contains(record.Id.Job)).ToList();
        return run with
        {
            Expected = expected,
            Variance = variance,
            ForgedVerdicts = forged,
            Rejected = rejected,
            Decisions = decisions,
            HonestVerdicts = verdicts.Count(verdict => !IsAdversary(verdict.Node)),
            HonestFaults = verdicts.Count(verdict => ((verdict.NodeAtFault || verdict.Decision == VerdictDecision.StoodAlone) && !IsAdversary(verdict.Node)) || (verdict.AuditorAtFault && !IsAdversary(verdict.Auditor!.Value))),
            FalseAudits = verdicts.Count(verdict => verdict.AuditorAtFault && IsAdversary(verdict.Auditor!.Value)),
            HonestVain = world.Nodes.Where(node => !adversaries.Contains(node)).Sum(node => node.Rendered - accepted.Count(record => record.Receipt!.Node == node.Id)),
            Blocks = delivered.Sum(record => (long)record.Id.Region.Blocks),
            WrongBlocks = delivered.Sum(record => (long)machines[record.Receipt!.Node].Strategy.Forged.GetValueOrDefault(record.Id)),
            RenderedRays = paid.Sum(verdict => (double)verdict.RenderedRays),
            AuditedRays = verdicts.Sum(verdict => (double)verdict.AuditedRays),
            RenderedBlocks = verdicts.Sum(verdict => (long)verdict.Task.Region.Blocks),
            ReferenceBlocks = world.Reference.Rendered,
        };
    }

    /// <summary>Chance that a forged range is compared with anything that is not: its tile's other range is honest, or the reference CPU is drawn.</summary>
    private double Meets(VerdictRecorded verdict) => verdict.Repeated || !verdicts.Exists(other =>
        other.Task.Samples != verdict.Task.Samples && (other.Task.Job, other.Task.Frame, other.Task.Region) == (verdict.Task.Job, verdict.Task.Frame, verdict.Task.Region)
        && other.Evidence == verdict.Evidence && IsAdversary(other.Node) && machines[other.Node].Strategy.Forged.GetValueOrDefault(other.Task) > 0) ? 1 : 0;

    private void Pay(IEnumerable<NodePayout> payouts, ref double theirs, ref double honest)
    {
        foreach (var payout in payouts)
            if (IsAdversary(payout.Node))
                theirs += Amount(payout.Amount);
            else
                honest += Amount(payout.Amount);
    }

    private bool IsAdversary(NodeId node) => adversaries.Contains(machines[node]);

    /// <summary>Probability that k blocks drawn without repetition of B meet one of F forged: 1 − C(B − F, k) / C(B, k).</summary>
    public static double Chance(int blocks, int forged, int drawn)
    {
        var miss = 1.0;
        for (var i = 0; i < drawn; i++)
            miss *= Math.Max(0, (double)(blocks - forged - i) / (blocks - i));
        return 1 - miss;
    }

    private static double Amount(Tokens tokens) => (double)tokens.Units / Unit;
}
