using Render.Tracing.Acceleration;
using Render.Tracing.Numerics;
using Render.Tracing.Views;

namespace Render.Tracing.Compilation;

/// <summary>What a light that is at a place looks like to a <see cref="LightTreeBuilder"/>.</summary>
/// <param name="Bounds">Where it is.</param>
/// <param name="Axis">Unit direction about which it shines.</param>
/// <param name="CosSpread">Cosine of the angle about the axis that normals fill; −1: all around.</param>
/// <param name="CosReach">Cosine of the angle to its normal up to which it shines.</param>
/// <param name="LeastCosine">1 for a light that is as bright to all sides it shines to; 0 for one that falls off with the cosine.</param>
/// <param name="Intensity">Largest radiant intensity, luminance, ≥ 0.</param>
internal readonly record struct LightBounds(Box Bounds, Float3 Axis, Real CosSpread, Real CosReach, Real LeastCosine, Real Intensity);

/// <summary>Builds the tree that <see cref="Lighting.LightTree"/> descends, by the surface area orientation heuristic of A. Conty Estevez, C. Kulla, HPG 2018.</summary>
internal sealed class LightTreeBuilder
{
    /// <summary>Bits of a trail.</summary>
    private const int MaxDepth = 32;

    private const int Bins = 12;

    private readonly LightBounds[] _lights;
    private readonly int[] _order;
    private readonly List<LightNodeRecord> _nodes = [];
    private readonly uint[] _trails;

    private LightTreeBuilder(LightBounds[] lights)
    {
        _lights = lights;
        _order = [.. Enumerable.Range(0, lights.Length)];
        _trails = new uint[lights.Length];
    }

    /// <summary>Builds.</summary>
    /// <param name="lights">The lights; the tree's leaves name them by their index.</param>
    /// <returns>Nodes, 0 the root, and each light's trail: from the lowest bit on, which child leads to it.</returns>
    internal static (LightNodeRecord[] Nodes, uint[] Trails) Build(LightBounds[] lights)
    {
        if (lights.Length == 0)
            return ([], []);
        var builder = new LightTreeBuilder(lights);
        builder._nodes.Add(default);
        builder.Fill(0, 0, lights.Length, 0, 0);
        return ([.. builder._nodes], builder._trails);
    }

    private void Fill(int node, int start, int count, uint trail, int depth)
    {
        var bounds = _lights[_order[start]];
        for (var i = start + 1; i < start + count; i++)
            bounds = Union(bounds, _lights[_order[i]]);
        var record = Record(bounds);
        if (count == 1)
        {
            record.Light = _order[start];
            _trails[_order[start]] = trail;
            _nodes[node] = record;
            return;
        }

        record.Light = -1;
        record.Child = _nodes.Count;
        _nodes[node] = record;
        _nodes.Add(default);
        _nodes.Add(default);
        // Below this depth only halving is sure to stay within the trail.
        var isDeep = depth + System.Numerics.BitOperations.Log2((uint)count) + 1 >= MaxDepth;
        var left = (isDeep ? 0 : Partition(start, count, bounds)) is > 0 and var split && split < count ? split : count / 2;
        Fill(record.Child, start, left, trail, depth + 1);
        Fill(record.Child + 1, start + left, count - left, trail | (1u << depth), depth + 1);
    }

    /// <summary>Orders a run by its best split; returns how many are before it, 0 when no plane parts them.</summary>
    private int Partition(int start, int count, LightBounds all)
    {
        var centres = Box.Empty;
        for (var i = start; i < start + count; i++)
            centres = centres.With(Centre(_order[i]));
        var extent = centres.Max - centres.Min;
        var (axis, split, best) = (-1, 0, Real.Infinity);
        for (var a = 0; a < 3; a++)
        {
            if (TriangleTest.Axis(extent, a) > 0f)
                Evaluate(a, start, count, centres, extent.Largest / TriangleTest.Axis(extent, a), ref axis, ref split, ref best);
        }
        if (axis < 0)
            return 0;
        var run = _order.AsSpan(start, count);
        var low = TriangleTest.Axis(centres.Min, axis);
        var scale = Real.FromInt32(Bins) / TriangleTest.Axis(extent, axis);
        // Stable, so that the order of equals does not depend on how it came about.
        int[] first = [.. run.ToArray().Where(light => Bin(light, axis, low, scale) < split)];
        int[] second = [.. run.ToArray().Where(light => Bin(light, axis, low, scale) >= split)];
        first.CopyTo(run);
        second.CopyTo(run[first.Length..]);
        return first.Length;
    }

    private void Evaluate(int axis, int start, int count, Box centres, Real thinness, ref int bestAxis, ref int bestSplit, ref Real best)
    {
        var low = TriangleTest.Axis(centres.Min, axis);
        var scale = Real.FromInt32(Bins) / TriangleTest.Axis(centres.Max - centres.Min, axis);
        if (!scale.IsFinite)
            return;
        var bins = new LightBounds?[Bins];
        for (var i = start; i < start + count; i++)
        {
            ref var bin = ref bins[Bin(_order[i], axis, low, scale)];
            bin = bin is { } so ? Union(so, _lights[_order[i]]) : _lights[_order[i]];
        }
        for (var split = 1; split < Bins; split++)
        {
            if (Union(bins.AsSpan(0, split)) is not { } below || Union(bins.AsSpan(split)) is not { } above)
                continue;
            var cost = thinness * (Cost(below) + Cost(above));
            if (!(cost < best))
                continue;
            (bestAxis, bestSplit, best) = (axis, split, cost);
        }
    }

    private static LightBounds? Union(ReadOnlySpan<LightBounds?> bounds)
    {
        LightBounds? union = null;
        foreach (var one in bounds)
        {
            if (one is { } some)
                union = union is { } so ? Union(so, some) : some;
        }
        return union;
    }

    /// <summary>Intensity × area × the solid angle measure M_Ω of the paper.</summary>
    private static Real Cost(LightBounds bounds)
    {
        var spread = Trigonometry.Acos(bounds.CosSpread);
        var reach = Real.Min(spread + Trigonometry.Acos(bounds.CosReach), Trigonometry.Pi);
        Trigonometry.SinCos(spread, out var sin, out var cos);
        Trigonometry.SinCos(spread - reach * 2f, out _, out var cosFar);
        var measure = ((Real)1f - cos) * (2f * Trigonometry.Pi)
            + (reach * sin * 2f - cosFar - spread * sin * 2f + cos) * (0.5f * Trigonometry.Pi);
        // A point or a line has no area; its size still counts.
        var size = bounds.Bounds.Max - bounds.Bounds.Min;
        return bounds.Intensity * measure * (bounds.Bounds.HalfArea + Float3.Dot(size, size) * 1e-3f);
    }

    private int Bin(int light, int axis, Real low, Real scale) => Real.ToInt32((TriangleTest.Axis(Centre(light), axis) - low) * scale, 0, Bins - 1);

    private Float3 Centre(int light) => _lights[light].Bounds.Min * 0.5f + _lights[light].Bounds.Max * 0.5f;

    private static LightNodeRecord Record(LightBounds bounds)
    {
        var half = (bounds.Bounds.Max - bounds.Bounds.Min) * 0.5f;
        return new()
        {
            Centre = bounds.Bounds.Min * 0.5f + bounds.Bounds.Max * 0.5f,
            // A little more, so that rounding leaves nothing outside.
            RadiusSquare = Float3.Dot(half, half) * 1.001f,
            Axis = bounds.Axis,
            CosSpread = bounds.CosSpread <= -1f ? bounds.CosSpread : Real.Max(bounds.CosSpread - 1e-4f, -1f),
            CosReach = bounds.CosReach - 1e-4f,
            LeastCosine = bounds.LeastCosine,
            Intensity = bounds.Intensity,
        };
    }

    private static LightBounds Union(LightBounds a, LightBounds b)
    {
        var intensity = a.Intensity + b.Intensity;
        var (axis, spread) = Cone(a, b);
        return new(
            Box.Union(a.Bounds, b.Bounds), axis, spread, Real.Min(a.CosReach, b.CosReach), Real.Max(a.LeastCosine, b.LeastCosine), intensity.IsFinite ? intensity : (Real)3e38f);
    }

    /// <summary>The least cone about both cones (algorithm 1 of the paper).</summary>
    private static (Float3 Axis, Real CosSpread) Cone(LightBounds a, LightBounds b)
    {
        if (a.CosSpread > b.CosSpread)
            (a, b) = (b, a);
        // a is the wider one.
        if (a.CosSpread <= -1f)
            return (a.Axis, -1f);
        var wide = Trigonometry.Acos(a.CosSpread);
        var narrow = Trigonometry.Acos(b.CosSpread);
        var between = Trigonometry.Acos(Real.Clamp(Float3.Dot(a.Axis, b.Axis), -1f, 1f));
        if (Real.Min(between + narrow, Trigonometry.Pi) <= wide)
            return (a.Axis, a.CosSpread);
        var spread = (wide + between + narrow) * 0.5f;
        if (spread >= Trigonometry.Pi)
            return (a.Axis, -1f);
        var turn = spread - wide;
        var across = b.Axis - a.Axis * Float3.Dot(a.Axis, b.Axis);
        var length = Float3.Length(across);
        // Opposite axes have no plane between them.
        if (!(length > 1e-4f))
            return between < 1f ? (a.Axis, Real.Min(a.CosSpread, b.CosSpread)) : (a.Axis, -1f);
        Trigonometry.SinCos(turn, out var sin, out var cos);
        Trigonometry.SinCos(spread, out _, out var cosSpread);
        return (Float3.Normalize(a.Axis * cos + across * (sin / length)), cosSpread);
    }
}
