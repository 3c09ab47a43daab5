namespace Render.Benchmarks.Rays;

/// <summary>How far two engines say the same of the same rays.</summary>
/// <param name="Same">The same triangle, or both none.</param>
/// <param name="Ties">Another triangle at a distance that differs by less than 10⁻⁴: a shared edge, or one on top of the other.</param>
/// <param name="Different">Anything else: mostly rays that graze an edge, which one engine's rounding puts inside and the other's outside.</param>
internal readonly record struct Agreement(int Same, int Ties, int Different)
{
    internal static Agreement Of(ReadOnlySpan<RayAnswer> one, ReadOnlySpan<RayAnswer> other)
    {
        int same = 0, ties = 0;
        for (var i = 0; i < one.Length; i++)
        {
            if (one[i].Primitive == other[i].Primitive)
                same++;
            else if (one[i].Primitive >= 0 && other[i].Primitive >= 0 && Math.Abs(one[i].T - other[i].T) <= 1e-4f * Math.Max(one[i].T, other[i].T))
                ties++;
        }
        return new(same, ties, one.Length - same - ties);
    }

    public static Agreement operator +(Agreement a, Agreement b) => new(a.Same + b.Same, a.Ties + b.Ties, a.Different + b.Different);
}
