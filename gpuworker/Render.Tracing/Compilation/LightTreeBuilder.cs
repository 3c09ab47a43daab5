using Render.Tracing.Acceleration;
using Render.Tracing.Numerics;
using Render.Tracing.Views;

namespace Render.Tracing.Compilation;

/// <summary>What a light that is at a place looks like to a <see cref="LightTreeBuilder"/>.</summary>
/// <param name="Bounds">Where it is.</param>
/// <param name="Axis">Unit direction in which it shines; unused where it shines all around.</param>
/// <param name="IsAllAround">True: it has no direction.</param>
/// <param name="CosReach">Cosine of the angle to the axis up to which it shines.</param>
/// <param name="LeastCosine">1 for a light that is as bright to all sides it shines to; 0 for one that falls off with the cosine.</param>
/// <param name="Intensity">Largest radiant intensity, luminance, ≥ 0.</param>
internal readonly record struct LightBounds(Box Bounds, Float3 Axis, bool IsAllAround, Real CosReach, Real LeastCosine, Real Intensity);

/// <summary>Builds the tree that <see cref="Lighting.LightTree"/> descends, by the surface area orientation heuristic of A. Conty Estevez, C. Kulla, HPG 2018.</summary>
/// <remarks>
/// A node's cone stands about the mean of its lights' axes, as wide as the axis farthest from it: a little wider than the least cone of the paper, and found by products alone.
/// The heuristic takes the width from how long that mean is.
/// </remarks>
internal sealed class LightTreeBuilder
{
    /// <summary>Bits of a trail.</summary>
    private const int MaxDepth = 32;

    private const int Bins = 12;

    private readonly LightBounds[] _lights;
    private readonly Float3[] _centres;
    private readonly int[] _order;
    private readonly int[] _parted;
    private readonly List<LightNodeRecord> _nodes;
    private readonly uint[] _trails;

    private LightTreeBuilder(LightBounds[] lights)
    {
        _lights = lights;
        _centres = Array.ConvertAll(lights, light => light.Bounds.Min * 0.5f + light.Bounds.Max * 0.5f);
        _order = [.. Enumerable.Range(0, lights.Length)];
        _parted = new int[lights.Length];
        _nodes = new(2 * lights.Length);
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
        var lights = _order.AsSpan(start, count);
        var record = Record(lights);
        if (count == 1)
        {
            record.Light = lights[0];
            _trails[lights[0]] = trail;
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
        var split = isDeep ? 0 : Partition(start, count);
        var left = split > 0 && split < count ? split : count / 2;
        Fill(record.Child, start, left, trail, depth + 1);
        Fill(record.Child + 1, start + left, count - left, trail | (1u << depth), depth + 1);
    }

    private LightNodeRecord Record(ReadOnlySpan<int> lights)
    {
        var all = Cluster.Empty;
        foreach (var light in lights)
            all = all.With(_lights[light]);
        var axis = Float3.Normalize(all.Axes);
        Real spread = all.IsAllAround || !axis.IsFinite ? -1f : 1f;
        if (spread > 0f)
        {
            // A little wider, so that rounding leaves nothing outside.
            foreach (var light in lights)
                spread = Real.Min(spread, Float3.Dot(axis, _lights[light].Axis) - 1e-4f);
        }
        var half = (all.Bounds.Max - all.Bounds.Min) * 0.5f;
        return new()
        {
            Centre = all.Bounds.Min * 0.5f + all.Bounds.Max * 0.5f,
            RadiusSquare = Float3.Dot(half, half) * 1.001f,
            Axis = spread > -1f ? axis : Float3.Zero,
            CosSpread = Real.Max(spread, -1f),
            CosReach = all.CosReach - 1e-4f,
            LeastCosine = all.LeastCosine,
            Intensity = all.Intensity.IsFinite ? all.Intensity : (Real)3e38f,
        };
    }

    /// <summary>Orders a run by its best split; returns how many are before it, 0 when no plane parts them.</summary>
    private int Partition(int start, int count)
    {
        var run = _order.AsSpan(start, count);
        var centres = Box.Empty;
        foreach (var light in run)
            centres = centres.With(_centres[light]);
        var extent = centres.Max - centres.Min;
        var (axis, split, best) = (-1, 0, Real.Infinity);
        for (var a = 0; a < 3; a++)
        {
            if (TriangleTest.Axis(extent, a) > 0f)
                Evaluate(a, run, centres, extent.Largest / TriangleTest.Axis(extent, a), ref axis, ref split, ref best);
        }
        if (axis < 0)
            return 0;
        var low = TriangleTest.Axis(centres.Min, axis);
        var scale = Scale(extent, axis);
        // Stable, so that the order of equals does not depend on how it came about.
        var (before, after) = (0, 0);
        foreach (var light in run)
        {
            if (Bin(light, axis, low, scale) < split)
                run[before++] = light;
            else
                _parted[after++] = light;
        }
        _parted.AsSpan(0, after).CopyTo(run[before..]);
        return before;
    }

    private void Evaluate(int axis, ReadOnlySpan<int> run, Box centres, Real thinness, ref int bestAxis, ref int bestSplit, ref Real best)
    {
        var low = TriangleTest.Axis(centres.Min, axis);
        var scale = Scale(centres.Max - centres.Min, axis);
        if (!scale.IsFinite)
            return;
        Span<Cluster> bins = stackalloc Cluster[Bins];
        bins.Fill(Cluster.Empty);
        foreach (var light in run)
        {
            ref var bin = ref bins[Bin(light, axis, low, scale)];
            bin = bin.With(_lights[light]);
        }
        Span<Cluster> above = stackalloc Cluster[Bins];
        above[Bins - 1] = bins[Bins - 1];
        for (var bin = Bins - 2; bin > 0; bin--)
            above[bin] = Cluster.Union(above[bin + 1], bins[bin]);
        var below = bins[0];
        for (var split = 1; split < Bins; below = Cluster.Union(below, bins[split]), split++)
        {
            if (below.Count == 0 || above[split].Count == 0)
                continue;
            var cost = thinness * (below.Cost + above[split].Cost);
            if (cost < best)
                (bestAxis, bestSplit, best) = (axis, split, cost);
        }
    }

    private int Bin(int light, int axis, Real low, Real scale) => Real.ToInt32((TriangleTest.Axis(_centres[light], axis) - low) * scale, 0, Bins - 1);

    private static Real Scale(Float3 extent, int axis) => Real.FromInt32(Bins) / TriangleTest.Axis(extent, axis);

    /// <summary>Lights taken together.</summary>
    private readonly record struct Cluster(Box Bounds, Float3 Axes, bool IsAllAround, Real CosReach, Real LeastCosine, Real Intensity, int Count)
    {
        public static Cluster Empty => new(Box.Empty, Float3.Zero, false, 1f, 0f, 0f, 0);

        /// <summary>Intensity × area × the solid angle measure M_Ω of the paper.</summary>
        public Real Cost
        {
            get
            {
                // Axes that are spread evenly over a cone have a mean of length (1 + cos spread) / 2.
                var cosSpread = IsAllAround ? -Real.One : Real.Clamp(Float3.Length(Axes) / Real.FromInt32(Count) * 2f - 1f, -1f, 1f);
                var spread = Trigonometry.Acos(cosSpread);
                var reach = Real.Min(spread + Trigonometry.Acos(CosReach), Trigonometry.Pi);
                Trigonometry.SinCos(spread, out var sin, out var cos);
                Trigonometry.SinCos(spread - reach * 2f, out _, out var cosFar);
                var measure = ((Real)1f - cos) * (2f * Trigonometry.Pi)
                    + (reach * sin * 2f - cosFar - spread * sin * 2f + cos) * (0.5f * Trigonometry.Pi);
                // A point or a line has no area; its size still counts.
                var size = Bounds.Max - Bounds.Min;
                return Intensity * measure * (Bounds.HalfArea + Float3.Dot(size, size) * 1e-3f);
            }
        }

        public Cluster With(in LightBounds light) => new(
            Box.Union(Bounds, light.Bounds), Axes + light.Axis, IsAllAround || light.IsAllAround, Real.Min(CosReach, light.CosReach),
            Real.Max(LeastCosine, light.LeastCosine), Intensity + light.Intensity, Count + 1);

        public static Cluster Union(in Cluster a, in Cluster b) => new(
            Box.Union(a.Bounds, b.Bounds), a.Axes + b.Axes, a.IsAllAround || b.IsAllAround, Real.Min(a.CosReach, b.CosReach),
            Real.Max(a.LeastCosine, b.LeastCosine), a.Intensity + b.Intensity, a.Count + b.Count);
    }
}
