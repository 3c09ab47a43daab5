using Render.Network.Jobs;

namespace Render.Network.Splitting;

/// <summary>What is to be cut, and for whom.</summary>
/// <param name="Frames">The frames; at least one.</param>
/// <param name="Size">Pixels of a frame; at least one.</param>
/// <param name="Samples">Samples of each pixel; at least one.</param>
/// <param name="Work">Expected work of the whole job.</param>
/// <param name="Nodes">Nodes that could take part; below 1 counts as 1.</param>
/// <param name="SpeedMilli">Their speed together, in thousandths of a work unit per second; below 1 counts as one reference machine a node.</param>
/// <param name="LongestSeconds">Longest run time of a task that is aimed at, 1 s or more; policy.</param>
public sealed record SplitRequest(FrameRange Frames, ImageSize Size, int Samples, WorkUnits Work, int Nodes, long SpeedMilli, int LongestSeconds = 60)
{
    /// <summary>Whether each tile's samples are cut into ranges that can be compared with each other; see <see cref="SplitLimits.StatisticalRanges"/>.</summary>
    public bool Statistical { get; init; }
}
