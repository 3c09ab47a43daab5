using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;

namespace Render.Tracing.Acceleration;

/// <summary>Where a ray meets the scene: the canonical hit is the least (<see cref="T"/>, <see cref="Primitive"/>) of all triangles.</summary>
public struct Hit
{
    /// <summary>Distance in lengths of the ray's direction. Before the search: the exclusive far end.</summary>
    public Real T;

    /// <summary>Number of the triangle among all instances' triangles, in order; <see cref="None"/>: nothing was hit.</summary>
    public int Primitive;

    /// <summary>Index of the instance.</summary>
    public int Instance;

    /// <summary>Index of the triangle in the flat triangle list.</summary>
    public int Triangle;

    /// <summary>Unnormalised barycentric weight of the second vertex (all three have one sign).</summary>
    public Real V;

    /// <summary>Unnormalised barycentric weight of the third vertex.</summary>
    public Real W;

    /// <summary>Sum of the three weights; not 0.</summary>
    public Real Sum;

    /// <summary>The primitive of a miss; larger than every other, so that ties in t at the far end lose.</summary>
    public const int None = int.MaxValue;

    /// <summary>True when something was hit.</summary>
    public readonly bool IsHit => Primitive != None;

    /// <summary>A search that accepts t &lt; far.</summary>
    public static Hit Nothing(Real far) => new() { T = far, Primitive = None };

    /// <summary>True when (t, primitive) comes before this hit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool IsAfter(Real t, int primitive) => t < T || (t == T && primitive < Primitive && Primitive != None);
}
