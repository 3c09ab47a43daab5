using Render.Network.Jobs;

namespace Render.Simulation.Adversaries;

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

    /// <summary>A statistical job of tiles of 64 blocks in two ranges each, on nodes that round each in its own way.</summary>
    public static Shape Ranges { get; } = new("ranges", 2, 60, 64, 0.008) { Statistical = true, Samples = 8 };

    /// <summary>Samples of a pixel.</summary>
    public int Samples { get; init; } = 2;

    /// <summary>Whether nodes may take part whose bytes are their own.</summary>
    public bool Statistical { get; init; }

    /// <summary>Blocks of a task.</summary>
    public int Blocks => Side / PixelRegion.BlockSize * (Side / PixelRegion.BlockSize);
}
