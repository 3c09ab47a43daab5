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

    /// <summary>Whether no task may have samples of both halves, as where noise is told by comparing them.</summary>
    public bool InHalves { get; init; }

    /// <summary>The cut of a job.</summary>
    /// <param name="spec">A sound spec.</param>
    /// <param name="work">Its expected work.</param>
    /// <param name="nodes">As <see cref="Nodes"/>.</param>
    /// <param name="speedMilli">As <see cref="SpeedMilli"/>.</param>
    /// <param name="longestSeconds">As <see cref="LongestSeconds"/>.</param>
    public static SplitRequest Of(JobSpec spec, WorkUnits work, int nodes, long speedMilli, int longestSeconds) =>
        new(spec.Frames, spec.Size, spec.Samples, work, nodes, speedMilli, longestSeconds) { Statistical = spec.Statistical, InHalves = spec.Denoise };

    /// <summary>Equal ranges that a tile's samples have at least.</summary>
    internal int LeastRanges => Statistical ? SplitLimits.StatisticalRanges : InHalves ? SplitLimits.Halves : 1;
}
