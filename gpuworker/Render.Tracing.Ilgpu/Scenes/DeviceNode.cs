using System.Runtime.InteropServices;
using Render.Tracing.Numerics;

namespace Render.Tracing.Ilgpu.Scenes;

/// <summary>Up to eight child boxes in 80 bytes: corners in steps of a power of two from an origin, rounded outwards.</summary>
/// <remarks>
/// H. Ylitie, T. Karras, S. Laine, "Efficient Incoherent Ray Traversal on GPUs Through Compressed Wide BVHs", HPG 2017. Children sit in the slot that a ray of that octant should visit first.
/// A slot's meta byte: 0 is empty; an inner child has 001 over 24 + slot; a leaf has its count in unary (1, 11, 111) over the place of its first item.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal struct DeviceNode
{
    /// <summary>Bytes of a node.</summary>
    public const int Size = 80;

    /// <summary>Most items of a leaf.</summary>
    public const int LeafSize = 3;

    /// <summary>The corner that child boxes are counted from.</summary>
    public Float3 Origin;

    /// <summary>Biased exponents of the steps along x, y, z in the low bytes; in the top byte, a bit for each slot that holds an inner node.</summary>
    public uint Steps;

    /// <summary>Index of the first inner child; the others follow in the order of their slots.</summary>
    public int Children;

    /// <summary>Index of the first item of the leaves.</summary>
    public int Items;

    /// <summary>What slots 0 … 3 and 4 … 7 hold, a byte each.</summary>
    public uint Meta0, Meta1;

    /// <summary>Least corners in steps, a byte a slot.</summary>
    public uint LowX0, LowX1, LowY0, LowY1, LowZ0, LowZ1;

    /// <summary>Greatest corners in steps, a byte a slot.</summary>
    public uint HighX0, HighX1, HighY0, HighY1, HighZ0, HighZ1;
}

/// <summary>A triangle as rays meet it, 48 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DeviceTriangle
{
    /// <summary>Bytes of a triangle.</summary>
    public const int Size = 48;

    /// <summary>Corners in mesh space.</summary>
    public Float3 A, B, C;

    /// <summary>Index in the flat triangle list.</summary>
    public int Index;

    private int _pad0, _pad1;
}
