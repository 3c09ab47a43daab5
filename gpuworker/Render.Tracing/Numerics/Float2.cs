namespace Render.Tracing.Numerics;

/// <summary>Two <see cref="Real"/>s: a texture coordinate or a point of the unit square.</summary>
public readonly struct Float2(Real x, Real y)
{
    /// <summary>First component (u).</summary>
    public readonly Real X = x;

    /// <summary>Second component (v).</summary>
    public readonly Real Y = y;
}
