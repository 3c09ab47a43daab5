using Render.Simulation.Actors;
using Render.Simulation.Actors.Strategies;

namespace Render.Simulation.Adversaries;

/// <summary>Everything that campaigns measure.</summary>
internal static class Cells
{
    /// <summary>The honest network that every cell of a shape is compared with, seed by seed.</summary>
    public const string Honest = "honest";

    private const string Dublin = """{ "regions": ["eu-west"], "minimumEvidence": "measured" }""";

    /// <summary>All cells, the honest ones first.</summary>
    public static IReadOnlyList<Cell> All { get; } =
    [
        new Cell("honest", Honest, Shape.Small),
        new Cell("honest-large", Honest, Shape.Large),
        new Cell("honest-ranges", Honest, Shape.Ranges),
        new Cell("honest-placed", Honest, Shape.Small) { Placement = Dublin },
        Nodes("lazy", () => new LazyNode(old: false)) with { Forged = 1 },
        Nodes("lazy-old", () => new LazyNode(old: true)) with { Forged = 1, Strategy = "lazy" },
        .. new[] { 0.01, 0.02, 0.05, 0.1, 0.5 }.SelectMany(Forgers),
        Nodes("fewer-samples", () => new FewerSamples()) with { Forged = 1 },
        Nodes("inflater", () => new WorkInflater(within: false)),
        Nodes("inflater-within", () => new WorkInflater(within: true)) with { Strategy = "inflater" },
        Nodes("copier", () => new Copier()),
        new Cell("ring", "ring", Shape.Small) { Node = (_, plot) => new ColludingNode(plot.Ring), Forged = 1 },
        Nodes("lazy-auditor", () => new LazyAuditor()),
        Nodes("lying-auditor", () => new LyingAuditor()),
        Nodes("sybils", () => new SybilSwarm(5)) with { Forged = 1 },
        Nodes("griefer", () => new Griefer()),
        Nodes("equivocator", () => new Equivocator(5)),
        Nodes("silent", () => new SilentAfterCommit()),
        Nodes("wash", () => new WashTrader()) with { Creator = () => new WashCreator() },
        new Cell("idle-sybils", "idle-sybils", Shape.Small) { Idle = 20 },
        Nodes("hardware-liar", () => new HardwareLiar()) with { Scene = "heavy scene" },
        new Cell("region-liar", "region-liar", Shape.Small) { Node = (i, _) => new RegionLiar(i < 2 ? "eu-west" : "us-east"), Placement = Dublin },
        new Cell("poisoned-scene", "poisoned-scene", Shape.Small) { Creator = () => new PoisonedScene(deadly: false) },
        new Cell("deadly-scene", "poisoned-scene", Shape.Small) { Creator = () => new PoisonedScene(deadly: true) },
        new Cell("bad-creator", "bad-creator", Shape.Small) { Creator = () => new BadCreator() },
        Ranges("lazy-ranges", () => new LazyNode(old: false)) with { Forged = 1 },
        Ranges("forger-5-ranges", () => new PartialForger(0.05)) with { Forged = 0.05 },
        Ranges("forger-50-ranges", () => new PartialForger(0.5)) with { Forged = 0.5 },
        Ranges("fewer-samples-ranges", () => new FewerSamples()) with { Forged = 1 },
        Ranges("inflater-ranges", () => new WorkInflater(within: false)),
        new Cell("all", "all", Shape.Small)
        {
            Node = (i, plot) => i switch { 0 => new ColludingNode(plot.Ring), 1 => new ColludingNode(plot.Ring), 2 => new LyingAuditor(), _ => new SybilSwarm(3) },
            Creator = () => new BadCreator(),
        },
    ];

    /// <summary>The honest cell that a cell is compared with.</summary>
    public static Cell TwinOf(Cell cell) => All.First(other => other.Strategy == Honest && other.Shape == cell.Shape && other.Placement == cell.Placement);

    private static Cell Nodes(string name, Func<NodeStrategy> strategy) => new(name, name, Shape.Small) { Node = (_, _) => strategy() };

    private static Cell Ranges(string name, Func<NodeStrategy> strategy) => new(name, "statistical", Shape.Ranges) { Node = (_, _) => strategy() };

    private static Cell[] Forgers(double fraction)
    {
        var percent = FormattableString.Invariant($"{100 * fraction:0}");
        return
        [
            new Cell($"forger-{percent}", "forger", Shape.Small) { Node = (_, _) => new PartialForger(fraction), Forged = fraction },
            new Cell($"forger-{percent}-large", "forger", Shape.Large) { Node = (_, _) => new PartialForger(fraction), Forged = fraction },
        ];
    }
}
