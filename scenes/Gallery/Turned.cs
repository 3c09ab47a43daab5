using System.Numerics;
using Scenery;

namespace Gallery;

/// <summary>Bodies turned about the y axis from smooth profiles.</summary>
internal static class Turned
{
    /// <summary>A Catmull-Rom curve through the points (E. Catmull, R. Rom, 1974), so many steps between two.</summary>
    public static Vector2[] Curve(int steps, params Vector2[] points)
    {
        var curve = new List<Vector2>();
        for (var i = 0; i + 1 < points.Length; i++)
        {
            var (a, b, c, d) = (points[Math.Max(i - 1, 0)], points[i], points[i + 1], points[Math.Min(i + 2, points.Length - 1)]);
            for (var k = 0; k < steps; k++)
            {
                var t = (float)k / steps;
                var p = 0.5f * (2f * b + (c - a) * t + (2f * a - 5f * b + 4f * c - d) * t * t + (3f * b - a - 3f * c + d) * t * t * t);
                curve.Add(new(MathF.Max(p.X, 0f), p.Y));
            }
        }
        return [.. curve, points[^1]];
    }

    /// <summary>A solid from a smooth profile of (radius, height), from the top down.</summary>
    public static Shape Solid(int segments, params Vector2[] points) => Solids.Lathe(segments, true, Curve(6, points));

    /// <summary>A vessel of glass: the outside as given from the rim down, hollow above <paramref name="bottom"/>.</summary>
    public static Shape Vessel(float thickness, float bottom, params Vector2[] outside)
    {
        var outer = Curve(8, outside);
        return Solids.Lathe(96, true, [.. outer, .. Inside(outer, thickness, bottom).Reverse()]);
    }

    /// <summary>What fills such a vessel up to a level, a hair's breadth from the glass.</summary>
    public static Shape Filling(float thickness, float bottom, float level, params Vector2[] outside)
    {
        const float gap = 0.004f;
        var wall = Inside(Curve(8, outside), thickness + gap, bottom + gap).Where(p => p.Y < level).ToArray();
        return Solids.Lathe(96, true, [new(0f, level), new(wall[0].X - 0.03f, level), new(wall[0].X - 0.006f, level - 0.001f), .. wall]);
    }

    private static IEnumerable<Vector2> Inside(Vector2[] outer, float thickness, float bottom)
    {
        for (var i = 0; i + 1 < outer.Length; i++)
        {
            var along = Vector2.Normalize(outer[i + 1] - outer[Math.Max(i - 1, 0)]);
            var p = outer[i] - thickness * new Vector2(-along.Y, along.X);
            if (p.Y > bottom && p.X > 0.01f)
                yield return p;
        }
        yield return new(0f, bottom);
    }
}
