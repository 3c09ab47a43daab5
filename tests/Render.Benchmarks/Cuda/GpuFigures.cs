namespace Render.Benchmarks.Cuda;

/// <summary>What was measured on a scene.</summary>
/// <param name="Device">The device.</param>
/// <param name="Scene">The scene.</param>
/// <param name="Triangles">Triangles in memory, instances not counted.</param>
/// <param name="Nodes">Nodes of all trees.</param>
/// <param name="PrepareSeconds">Preparing and compiling the scene, with the processor's trees.</param>
/// <param name="BuildSeconds">Building the device's trees.</param>
/// <param name="UploadMs">Copying the scene to the device.</param>
/// <param name="FrameMs">A frame through the product: launches, copies back and unpacking.</param>
/// <param name="Modes">Paths, and traversal alone.</param>
/// <param name="Bounds">Paths by our kernel compiled for other numbers of groups on a multiprocessor than the product's.</param>
internal sealed record GpuFigures(
    string Device, string Scene, int Triangles, int Nodes, double PrepareSeconds, double BuildSeconds, double UploadMs, double FrameMs, IReadOnlyList<ModeFigures> Modes,
    IReadOnlyList<BoundFigures> Bounds);

/// <summary>What was measured of our kernel compiled for a number of groups on a multiprocessor.</summary>
/// <param name="Groups">The number.</param>
/// <param name="Ms">Least time of a launch.</param>
internal sealed record BoundFigures(int Groups, double Ms);

/// <summary>What was measured of one kernel.</summary>
/// <param name="Mode">paths, primary or diffuse.</param>
/// <param name="Counts">What a launch traces and reads.</param>
/// <param name="Ms">Median time of a launch.</param>
/// <param name="BandwidthShare">Bytes of nodes and triangles read a second, over what the memory gives: above 1 only because of caches; null: unknown.</param>
/// <param name="FlopsShare">Operations of box and triangle tests a second, over what the device does; null: unknown.</param>
/// <param name="Peers">The same by hand.</param>
internal sealed record ModeFigures(
    string Mode, TraversalCounts Counts, double Ms, double? BandwidthShare, double? FlopsShare, IReadOnlyList<PeerResult> Peers)
{
    /// <summary>Millions of rays a second.</summary>
    public double MraysPerSecond => Counts.Rays / Ms / 1e3;

    /// <summary>Nodes visited for a ray.</summary>
    public double NodesPerRay => (double)Counts.Nodes / Counts.Rays;

    /// <summary>Triangles tested for a ray.</summary>
    public double TrianglesPerRay => (double)Counts.Triangles / Counts.Rays;

    /// <summary>Bytes of both for a ray.</summary>
    public double BytesPerRay => DeviceLimits.BytesOf(Counts) / Counts.Rays;
}

/// <summary>What was measured of the peer.</summary>
/// <param name="Build">exact, fused or fast.</param>
/// <param name="Ms">Median time of a launch.</param>
/// <param name="IsSame">Whether its results are ours byte for byte.</param>
/// <param name="Figures">What it said last.</param>
internal sealed record PeerResult(string Build, double Ms, bool IsSame, PeerFigures Figures);
