using System.Runtime.InteropServices;

namespace Render.Tracing.Acceleration;

/// <summary>Up to eight child boxes, one coordinate plane a row, so that one 256-bit load takes a plane of all children.</summary>
/// <remarks>
/// Layout, 256 bytes: Planes[0..7] = min x of the children, [8..15] = min y, [16..23] = min z, [24..31] = max x, [32..39] = max y, [40..47] = max z;
/// then the children: ≥ 0 a node, &lt; 0 the complement of a leaf (a packet in a mesh's tree, an instance in the scene's).
/// An unused child has an empty box (+∞, −∞), which no ray meets.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = 256)]
public unsafe struct BvhNode
{
    /// <summary>Children of a node.</summary>
    public const int Width = 8;

    /// <summary>Box planes: minima of x, y, z, then maxima of x, y, z, eight each.</summary>
    public fixed float Planes[48];

    /// <summary>Node index, or complement of a leaf index.</summary>
    public fixed int Children[Width];
}
