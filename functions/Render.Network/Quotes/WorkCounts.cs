namespace Render.Network.Quotes;

/// <summary>What an engine counted while it traced. As deterministic as the pixels.</summary>
/// <param name="Rays">Rays traced: camera, bounce and shadow rays.</param>
/// <param name="NodeVisits">Nodes of the hierarchy visited.</param>
/// <param name="TriangleTests">Ray–triangle tests.</param>
/// <param name="ShadingEvents">Hits whose material was evaluated.</param>
public readonly record struct WorkCounts(ulong Rays, ulong NodeVisits, ulong TriangleTests, ulong ShadingEvents)
{
    /// <summary>Both together.</summary>
    /// <exception cref="OverflowException">A count does not fit.</exception>
    public static WorkCounts operator +(WorkCounts left, WorkCounts right) => checked(new(
        left.Rays + right.Rays,
        left.NodeVisits + right.NodeVisits,
        left.TriangleTests + right.TriangleTests,
        left.ShadingEvents + right.ShadingEvents));
}
