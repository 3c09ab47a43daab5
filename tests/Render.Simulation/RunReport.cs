namespace Render.Simulation;

/// <summary>What came of a run.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Failure">What went wrong; null: nothing.</param>
/// <param name="Trace">Digest of all that happened: the same seed gives the same.</param>
/// <param name="Steps">Steps run.</param>
/// <param name="VirtualSeconds">Time that passed in it.</param>
/// <param name="Entries">Ledger entries.</param>
/// <param name="Tasks">Tasks.</param>
/// <param name="Accepted">Accepted ones.</param>
/// <param name="Receipts">Receipts recorded.</param>
/// <param name="Decisions">Verdicts by decision.</param>
/// <param name="Lives">Starts of the coordinator.</param>
/// <param name="PowerCuts">How often it lost power.</param>
/// <param name="Jobs">Where each job ended.</param>
/// <param name="Convicted">Nodes convicted.</param>
/// <param name="Chosen">How often a node got work that it chose itself.</param>
/// <param name="Parked">How often a node gave way to work of a dearer tier.</param>
/// <param name="Disputes">Disputes decided, by who decided and who was right.</param>
internal sealed record RunReport(
    ulong Seed, string? Failure, string Trace, long Steps, double VirtualSeconds, int Entries, int Tasks, int Accepted, int Receipts,
    IReadOnlyDictionary<string, int> Decisions, int Lives, int PowerCuts, IReadOnlyList<string> Jobs, int Convicted, int Chosen, int Parked,
    IReadOnlyDictionary<string, int> Disputes)
{
    /// <summary>The report of a world that has come to its end.</summary>
    public static RunReport Of(World world, Scenario scenario) => new(
        scenario.Seed, world.Oracle.Failure?.Message, world.Simulator.Trace.Digest, world.Simulator.Steps, Math.Round(world.Simulator.Now.TotalSeconds, 3),
        world.Oracle.Books.Count, world.Oracle.Tasks.Count, world.Oracle.Tasks.Accepted, world.Oracle.Books.Receipts, world.Oracle.Books.Decisions,
        world.Coordinator.Lives, world.Coordinator.PowerCuts, [.. world.Creators.Select(creator => creator.Last)], world.Oracle.Books.Convicted.Count, world.Nodes.Sum(node => node.Choices), world.Nodes.Sum(node => node.Parkings),
        world.Oracle.Disputes.Decided.CountBy(dispute => $"{dispute.Result.By} {dispute.Result.Winner}").ToDictionary(StringComparer.Ordinal));
}
