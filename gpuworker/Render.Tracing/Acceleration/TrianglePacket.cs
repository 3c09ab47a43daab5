using System.Runtime.InteropServices;

namespace Render.Tracing.Acceleration;

/// <summary>A leaf: up to eight triangles, one coordinate of one corner a row.</summary>
/// <remarks>
/// Layout, 320 bytes: Corners[(3·corner + axis)·8 + lane]; then the index of each triangle in the flat list.
/// Unused lanes repeat the origin thrice, which no ray meets, because the weights' sum is then exactly 0.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = 320)]
public unsafe struct TrianglePacket
{
    /// <summary>Triangles of a packet.</summary>
    public const int Width = 8;

    /// <summary>Corner coordinates.</summary>
    public fixed float Corners[72];

    /// <summary>Index of each triangle in the flat triangle list; −1 in unused lanes.</summary>
    public fixed int Triangles[Width];
}
