using Render.Simulation.Figures;

namespace Render.Simulation.Adversaries;

/// <summary>What the runs of a cell came to together, each compared with its honest twin: the run of the same seed in which everybody is honest.</summary>
internal sealed record CellSummary
{
    /// <summary>Cost of a work unit to whoever does it, in tokens: half of what an operator is paid for it at the price floor (0.001 · 50 %).</summary>
    public const double Cost = 0.00025;

    /// <summary>The cell.</summary>
    public required string Cell { get; init; }

    /// <summary>The strategy.</summary>
    public required string Strategy { get; init; }

    /// <summary>Runs.</summary>
    public required int Runs { get; init; }

    /// <summary>Tasks of all runs.</summary>
    public required int Tasks { get; init; }

    /// <summary>Runs in which an invariant did not hold.</summary>
    public required int Failures { get; init; }

    /// <summary>Honest nodes slashed: must be 0.</summary>
    public required int HonestSlashed { get; init; }

    /// <summary>Verdicts that blame an honest node or auditor: must be 0.</summary>
    public required int HonestFaults { get; init; }

    /// <summary>Verdicts on honest work, over which the two above are counted.</summary>
    public required int HonestVerdicts { get; init; }

    /// <summary>Share of the identities that delivered anything which was convicted by the end.</summary>
    public required Interval Convicted { get; init; }

    /// <summary>Identities that delivered anything.</summary>
    public required int Identities { get; init; }

    /// <summary>Share of forged receipts with a verdict that was rejected.</summary>
    public required Interval Rejected { get; init; }

    /// <summary>Forged receipts with a verdict.</summary>
    public required int ForgedVerdicts { get; init; }

    /// <summary>Rejections to be expected by the blocks drawn of them, and how many standard deviations the measured number lies off.</summary>
    public required double Expected { get; init; }

    /// <summary>See <see cref="Expected"/>.</summary>
    public required double Deviations { get; init; }

    /// <summary>Receipts until exclusion.</summary>
    public required Interval TasksToExclusion { get; init; }

    /// <summary>Virtual seconds from the first receipt to exclusion.</summary>
    public required Interval SecondsToExclusion { get; init; }

    /// <summary>Work units until exclusion.</summary>
    public required Interval WorkToExclusion { get; init; }

    /// <summary>Income − stake lost − cost of work done − payments as creators, a run, in tokens.</summary>
    public required Interval Profit { get; init; }

    /// <summary>The same less what the same machines earn honestly.</summary>
    public required Interval Advantage { get; init; }

    /// <summary>The same without stake: what is gained or lost by pay alone.</summary>
    public required Interval AdvantageWithoutStake { get; init; }

    /// <summary>What the machines earn honestly in such a run.</summary>
    public required double HonestProfit { get; init; }

    /// <summary>Share of the blocks delivered to honest creators that are forged.</summary>
    public required Interval WrongBlocks { get; init; }

    /// <summary>Blocks delivered to them.</summary>
    public required long Blocks { get; init; }

    /// <summary>Time of an honest creator's job over that of the honest twin.</summary>
    public required Interval Delay { get; init; }

    /// <summary>What honest creators pay over what they pay in the honest twin.</summary>
    public required Interval CreatorCost { get; init; }

    /// <summary>What a work unit earned the honest nodes, over that in the honest twin.</summary>
    public required Interval HonestPay { get; init; }

    /// <summary>Tasks that honest nodes rendered and were not paid for, a run.</summary>
    public required Interval HonestVain { get; init; }

    /// <summary>Rays traced by auditors over rays that were paid to renderers.</summary>
    public required double AuditShare { get; init; }

    /// <summary>Blocks rendered by the reference CPU over blocks rendered by nodes.</summary>
    public required double ReferenceShare { get; init; }

    /// <summary>Adversaries whose declared region was contradicted, a run.</summary>
    public required double Contradicted { get; init; }

    /// <summary>Adversaries whose declared region was believed as measured, a run.</summary>
    public required double Believed { get; init; }

    /// <summary>Tasks that adversaries rendered, a run.</summary>
    public required double TheirTasks { get; init; }

    /// <summary>False audits, a run.</summary>
    public required double FalseAudits { get; init; }

    /// <summary>Sums up the runs of a cell.</summary>
    public static CellSummary Of(Cell cell, IReadOnlyList<CampaignRun> runs, IReadOnlyDictionary<ulong, CampaignRun> twins)
    {
        var exclusions = runs.SelectMany(run => run.Exclusions).ToList();
        var variance = runs.Sum(run => run.Variance);
        var (rejected, expected) = (runs.Sum(run => run.Rejected), runs.Sum(run => run.Expected));
        return new CellSummary
        {
            Cell = cell.Name,
            Strategy = cell.Strategy,
            Runs = runs.Count,
            Tasks = runs.Sum(run => run.Tasks),
            Failures = runs.Count(run => run.Failure is not null),
            HonestSlashed = runs.Sum(run => run.HonestSlashed),
            HonestFaults = runs.Sum(run => run.HonestFaults),
            HonestVerdicts = runs.Sum(run => run.HonestVerdicts),
            Contradicted = runs.Average(run => run.Contradicted),
            Believed = runs.Average(run => run.Believed),
            TheirTasks = runs.Average(run => run.TheirTasks),
            Convicted = Interval.OfShare(runs.Sum(run => run.Convicted), runs.Sum(run => run.Identities)),
            Identities = runs.Sum(run => run.Identities),
            Rejected = Interval.OfShare(rejected, runs.Sum(run => run.ForgedVerdicts)),
            ForgedVerdicts = runs.Sum(run => run.ForgedVerdicts),
            Expected = expected,
            Deviations = variance > 0 ? (rejected - expected) / Math.Sqrt(variance) : rejected == expected ? 0 : double.NaN,
            TasksToExclusion = Interval.OfMean([.. exclusions.Select(how => (double)how.Tasks)]),
            SecondsToExclusion = Interval.OfMean([.. exclusions.Select(how => how.Seconds)]),
            WorkToExclusion = Interval.OfMean([.. exclusions.Select(how => how.Work)]),
            Profit = Interval.OfMean([.. runs.Select(Profited)]),
            Advantage = Interval.OfMean([.. runs.Select(run => Profited(run) - Honestly(twins[run.Seed]))]),
            AdvantageWithoutStake = Interval.OfMean([.. runs.Select(run => Profited(run) + run.StakeLost - Honestly(twins[run.Seed]))]),
            HonestProfit = runs.Average(run => Honestly(twins[run.Seed])),
            WrongBlocks = Interval.OfShare(runs.Sum(run => run.WrongBlocks), runs.Sum(run => run.Blocks)),
            Blocks = runs.Sum(run => run.Blocks),
            Delay = Interval.OfMean([.. runs.Select(run => run.JobSeconds / twins[run.Seed].JobSeconds)]),
            CreatorCost = Interval.OfMean([.. runs.Select(run => run.HonestPaid / run.Blocks * twins[run.Seed].Blocks / twins[run.Seed].HonestPaid)]),
            HonestPay = Interval.OfMean([.. runs.Select(run => run.HonestIncome / run.HonestSpent * twins[run.Seed].HonestSpent / twins[run.Seed].HonestIncome)]),
            HonestVain = Interval.OfMean([.. runs.Select(run => (double)run.HonestVain)]),
            AuditShare = runs.Sum(run => run.AuditedRays) / runs.Sum(run => run.RenderedRays),
            ReferenceShare = (double)runs.Sum(run => run.ReferenceBlocks) / runs.Sum(run => run.RenderedBlocks),
            FalseAudits = runs.Average(run => run.FalseAudits),
        };
    }

    private static double Profited(CampaignRun run) => run.Income + run.Emission - run.StakeLost - (Cost * run.Spent) - run.Paid;

    /// <summary>What the machines earn where nobody cheats; as creators nobody pays for another's job.</summary>
    private static double Honestly(CampaignRun twin) => twin.Income + twin.Emission - (Cost * twin.Spent);
}
