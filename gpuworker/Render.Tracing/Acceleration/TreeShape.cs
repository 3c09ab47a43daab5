namespace Render.Tracing.Acceleration;

/// <summary>How a tree is built. No shape changes what rays hit: only what they visit on the way, and so the counts of work.</summary>
/// <param name="LeafSize">Most items of a leaf, ≥ 1.</param>
/// <param name="HalvingDepth">After so many splits runs are cut in half by number, whatever their boxes; at most <see cref="MostHalvingDepth"/>.</param>
internal readonly record struct TreeShape(int LeafSize, int HalvingDepth = TreeShape.MostHalvingDepth)
{
    /// <summary>Below it, halving <see cref="TreeBuilder.MaxBoxes"/> stays within <see cref="TreeBuilder.MaxDepth"/>.</summary>
    internal const int MostHalvingDepth = 38;

    /// <summary>The one of meshes: leaves are packets.</summary>
    internal static TreeShape OfMeshes => new(TrianglePacket.Width);
}
