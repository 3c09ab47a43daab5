using System.Numerics;
using Scenery;

namespace Gallery;

/// <summary>A tulip about the origin, 1 high and upright, its blossom as far open as wanted. Of any opening it has the same vertices.</summary>
internal static class Tulip
{
    private const float BlossomFoot = 0.66f;
    private const float BlossomHeight = 0.34f;

    /// <summary>Heights of the joints that it bends at.</summary>
    public static float[] Joints { get; } = [0f, 0.16f, 0.32f, 0.48f, 0.62f];

    /// <summary>The stem, and two leaves that clasp it.</summary>
    public static Shape Green()
    {
        var shape = new Shape().Add(Solids.Lathe(12, true, [.. Enumerable.Range(0, 21).Select(i => new Vector2(0.017f + 0.004f * i / 20f, (BlossomFoot + 0.012f) * (1f - i / 20f)))]));
        for (var leaf = 0; leaf < 3; leaf++)
        {
            var (turn, size) = (2.3f * leaf, 1f - 0.16f * leaf);
            Sheet(shape, 8, 22, (u, v) =>
            {
                // A lance that leaves the stem, folded along its middle, its tip bent over.
                var width = 0.085f * MathF.Pow(MathF.Max(0f, MathF.Sin(MathF.PI * MathF.Pow(0.06f + 0.94f * v, 0.75f))), 0.8f);
                var (outward, up) = (0.024f + 0.05f * v + 0.27f * v * v * v, 0.68f * v - 0.20f * v * v * v * v);
                var fold = MathF.Abs(u) * width * (0.75f - 0.55f * v);
                var side = u * width + 0.014f * MathF.Sin(9f * v) * v;
                var (sin, cos) = MathF.SinCos(turn);
                var (along, at) = ((outward - fold * 0.3f) * size, (up + fold) * size);
                return new(along * cos - side * size * sin, at, along * sin + side * size * cos);
            });
        }
        return shape.Painted((p, n) => Vector3.Lerp(new(0.10f, 0.22f, 0.05f), new(0.30f, 0.45f, 0.14f), Math.Clamp(0.5f * p.Y + 0.6f * Pictures.Noise(MathF.Atan2(p.Z, p.X) + 4f, p.Y * 0.2f, 24), 0f, 1f)));
    }

    /// <summary>The six petals.</summary>
    /// <param name="open">0: a closed cup; 1: the petals lie out.</param>
    /// <param name="foot">Colour at the foot, linear.</param>
    /// <param name="tip">Colour at the tip, linear.</param>
    public static Shape Blossom(float open, Vector3 foot, Vector3 tip)
    {
        var shape = new Shape();
        for (var petal = 0; petal < 6; petal++)
        {
            var (inner, about) = (petal % 2 == 0, petal * MathF.PI / 3f);
            Sheet(shape, 10, 18, (u, v) => Petal(u, v, open * (inner ? 0.8f : 1f), inner, about));
        }
        return shape.Painted((p, _) =>
        {
            var part = Math.Clamp((p.Y - BlossomFoot) / BlossomHeight, 0f, 1f);
            var streak = Pictures.Noise(MathF.Atan2(p.Z, p.X) + 4f, p.Y * 0.1f, 40);
            return Vector3.Lerp(foot, tip, Math.Clamp(1.5f * part - 0.1f + 0.35f * (streak - 0.5f), 0f, 1f)) * (0.88f + 0.12f * streak);
        });
    }

    private static Vector3 Petal(float u, float v, float open, bool inner, float about)
    {
        var half = 0.92f * (0.5f + 0.5f * MathF.Sin(0.5f * MathF.PI * MathF.Min(v / 0.6f, 1f))) * MathF.Pow(MathF.Max(0f, 1f - v * v * v), 0.62f);
        var cup = 0.150f * MathF.Pow(MathF.Sin(MathF.PI * (0.07f + 0.60f * v)), 0.85f) * (inner ? 0.88f : 1f) * (1f + (inner ? -0.10f : -0.03f) * u * u);
        var away = open * (0.03f * v + 0.17f * v * v * v);
        // A wider cup has narrower petals, or they would grow.
        var angle = about + u * half * cup / (cup + away);
        var up = BlossomHeight * (v - 0.10f * open * v * v * v) + 0.012f * MathF.Cos(3f * u) * v * v;
        return new((cup + away) * MathF.Cos(angle), BlossomFoot + up, (cup + away) * MathF.Sin(angle));
    }

    /// <summary>Adds a sheet over u in [−1, 1] and v in [0, 1], its normals by differences.</summary>
    private static void Sheet(Shape shape, int across, int along, Func<float, float, Vector3> at)
    {
        const float step = 0.01f;
        var first = -1;
        for (var j = 0; j <= along; j++)
            for (var i = 0; i <= across; i++)
            {
                var (u, v) = (2f * i / across - 1f, (float)j / along);
                // At a tip all u are one: what faces there is found a little below it.
                var low = MathF.Min(v, 1f - 2f * step);
                var normal = Vector3.Cross(at(u, low + step) - at(u, low), at(u + step, low) - at(u - step, low));
                var vertex = shape.Vertex(at(u, v), normal, new((u + 1f) / 2f, v));
                first = first < 0 ? vertex : first;
            }
        for (var j = 0; j < along; j++)
            for (var i = 0; i < across; i++)
            {
                var a = first + j * (across + 1) + i;
                shape.Triangle(a, a + across + 1, a + across + 2);
                shape.Triangle(a, a + across + 2, a + 1);
            }
    }
}
