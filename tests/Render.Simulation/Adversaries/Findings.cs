using Render.Simulation.Adversaries.Rules;

namespace Render.Simulation.Adversaries;

/// <summary>All that campaigns found: what of it came from the whole network, and what from the rules alone.</summary>
internal sealed record Findings
{
    /// <summary>From the whole network.</summary>
    public required IReadOnlyList<CellSummary> Network { get; init; }

    /// <summary>From the rules alone.</summary>
    public required IReadOnlyList<ForgeryTrials> Forgery { get; init; }

    /// <summary>From the rules alone; null: none.</summary>
    public required AuditCostTrials? AuditCost { get; init; }

    /// <summary>From the rules alone.</summary>
    public required IReadOnlyList<RingTrials> Ring { get; init; }

    /// <summary>From the rules alone.</summary>
    public required HonestTrials? Honest { get; init; }

    /// <summary>From the rules alone.</summary>
    public required IReadOnlyList<WashBooks> Wash { get; init; }

    /// <summary>From the rules alone.</summary>
    public required IReadOnlyList<IdleBooks> Idle { get; init; }

    /// <summary>From the rules alone.</summary>
    public required IReadOnlyList<RegionTrials> Region { get; init; }

    /// <summary>Tasks of all campaigns.</summary>
    public long Tasks => Network.Sum(cell => (long)cell.Tasks) + (Honest?.Tasks ?? 0);

    /// <summary>Honest nodes and auditors that were convicted or blamed: must be 0.</summary>
    public long HonestSlashed => Network.Sum(cell => cell.HonestSlashed + cell.HonestFaults) + (Honest is { } honest ? honest.Convicted + honest.AuditorsBlamed : 0);

    /// <summary>Whether no invariant was broken and no honest node harmed.</summary>
    public bool IsSound => HonestSlashed == 0 && Network.All(cell => cell.Failures == 0);

    /// <summary>Sums up runs of the network, and adds the trials of the rules.</summary>
    /// <param name="cells">The cells that ran.</param>
    /// <param name="runs">Their runs and those of their twins.</param>
    /// <param name="trials">Trials a question.</param>
    /// <param name="fractions">Forged fractions that are tried.</param>
    /// <param name="honestTasks">Honest tasks.</param>
    /// <param name="seed">The seed.</param>
    public static Findings Of(IReadOnlyList<Cell> cells, IReadOnlyList<CampaignRun> runs, int trials, IReadOnlyList<double> fractions, long honestTasks, ulong seed)
    {
        var byCell = runs.ToLookup(run => run.Cell);
        Dictionary<ulong, CampaignRun> Twins(Cell cell) => byCell[Cells.TwinOf(cell).Name].DistinctBy(run => run.Seed).ToDictionary(run => run.Seed);
        return new Findings
        {
            Network = [.. cells.Where(cell => byCell[cell.Name].Any()).Select(cell => CellSummary.Of(cell, [.. byCell[cell.Name]], Twins(cell)))],
            Forgery = trials == 0 ? [] : [.. fractions.Select(fraction => ForgeryTrials.Run(fraction, trials, seed))],
            AuditCost = trials == 0 ? null : AuditCostTrials.Run(trials, seed),
            Ring = trials == 0 ? [] : [.. from claims in new[] { false, true } from members in new[] { 2, 4, 6, 8, 12 } select RingTrials.Run(members, claims, 2 * trials, seed)],
            Honest = honestTasks == 0 ? null : HonestTrials.Run(honestTasks, seed),
            Wash = [.. new[] { 0.0, 0.02, 0.05, 0.1, 0.25, 0.5, 0.75, 1 }.Select(WashBooks.Of)],
            Idle = [.. from idle in new[] { 10, 100 } from work in new[] { 0.0, 1_000, 1_000_000, 100_000_000 } select IdleBooks.Of(idle, work)],
            Region = trials == 0 ? [] : [.. new[] { 200, 2_000, 4_000, 6_000, 9_000 }.Select(kilometres => RegionTrials.Run(kilometres, trials, seed))],
        };
    }
}
