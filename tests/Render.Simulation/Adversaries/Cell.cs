using Render.Network.Jobs;
using Render.Simulation.Actors;

namespace Render.Simulation.Adversaries;

/// <summary>One thing to measure: adversaries of one kind in a network of one shape.</summary>
/// <param name="Name">Its name in tables and commands.</param>
/// <param name="Strategy">Which strategy it is of; several cells may be of one.</param>
/// <param name="Shape">The network.</param>
internal sealed record Cell(string Name, string Strategy, Shape Shape)
{
    /// <summary>Adversaries' nodes in a run, given their number among them; null: they are honest.</summary>
    public Func<int, Plot, NodeStrategy>? Node { get; init; }

    /// <summary>The adversary among the creators; null: all are honest.</summary>
    public Func<CreatorStrategy>? Creator { get; init; }

    /// <summary>Fraction of blocks that is forged; null: not a question of blocks.</summary>
    public double? Forged { get; init; }

    /// <summary>Identities that only wait, beside the nodes.</summary>
    public int Idle { get; init; }

    /// <summary>The scene of the first job.</summary>
    public string Scene { get; init; } = "scene";
}

/// <summary>What adversaries of one run share.</summary>
internal sealed class Plot
{
    /// <summary>Their ring.</summary>
    public Actors.Strategies.Ring Ring { get; } = new();
}

/// <summary>The network and jobs of a cell. Of ten nodes of the same speed, each of another operator, the last four are the adversary's: 40 % of the speed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Jobs">Jobs, each of another creator.</param>
/// <param name="Frames">Frames of a job; a frame is a task.</param>
/// <param name="Side">Pixels of a frame's side.</param>
/// <param name="Speed">Work units a second of a node, so that a task takes about a second.</param>
internal sealed record Shape(string Name, int Jobs, int Frames, int Side, double Speed)
{
    /// <summary>Nodes.</summary>
    public const int Nodes = 10;

    /// <summary>The first of the adversary's.</summary>
    public const int FirstAdversary = 6;

    /// <summary>Many small tasks of 64 blocks.</summary>
    public static Shape Small { get; } = new("small", 2, 60, 64, 0.004);

    /// <summary>A job of which every node renders about 5,000 blocks, in tasks of 1,024.</summary>
    public static Shape Large { get; } = new("large", 1, 48, 256, 0.06);

    /// <summary>Blocks of a task.</summary>
    public int Blocks => Side / PixelRegion.BlockSize * (Side / PixelRegion.BlockSize);
}
