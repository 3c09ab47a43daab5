using System.Numerics;

namespace Scenery;

/// <summary>The solids that everything is built from.</summary>
internal static class Solids
{
    /// <summary>Turns a profile about the y axis.</summary>
    /// <param name="segments">Steps round the axis.</param>
    /// <param name="smooth">Normals run smoothly along the profile; else each of its pieces has its own.</param>
    /// <param name="profile">(radius, height) from the top down.</param>
    public static Shape Lathe(int segments, bool smooth, params Vector2[] profile)
    {
        var shape = new Shape();
        var lengths = new float[profile.Length];
        for (var i = 1; i < profile.Length; i++)
            lengths[i] = lengths[i - 1] + Vector2.Distance(profile[i - 1], profile[i]);
        for (var i = 0; i + 1 < profile.Length; i++)
        {
            var own = Outward(profile[i + 1] - profile[i]);
            var above = smooth && i > 0 ? own + Outward(profile[i] - profile[i - 1]) : own;
            var below = smooth && i + 2 < profile.Length ? own + Outward(profile[i + 2] - profile[i + 1]) : own;
            Ring(shape, segments, profile[i], profile[i + 1], above, below, lengths[i] / lengths[^1], lengths[i + 1] / lengths[^1]);
        }

        return shape;
    }

    /// <summary>A box about the origin.</summary>
    public static Shape Box(float width, float height, float depth)
    {
        var shape = new Shape();
        var (x, y, z) = (width / 2f, height / 2f, depth / 2f);
        shape.Quad(new(-x, -y, z), new(x, -y, z), new(x, y, z), new(-x, y, z));
        shape.Quad(new(x, -y, -z), new(-x, -y, -z), new(-x, y, -z), new(x, y, -z));
        shape.Quad(new(x, -y, z), new(x, -y, -z), new(x, y, -z), new(x, y, z));
        shape.Quad(new(-x, -y, -z), new(-x, -y, z), new(-x, y, z), new(-x, y, -z));
        shape.Quad(new(-x, y, z), new(x, y, z), new(x, y, -z), new(-x, y, -z));
        shape.Quad(new(-x, -y, -z), new(x, -y, -z), new(x, -y, z), new(-x, -y, z));
        return shape;
    }

    /// <summary>A sphere of radius 1 about the origin.</summary>
    public static Shape Sphere(int segments, int rings) =>
        Lathe(segments, true, [.. Enumerable.Range(0, rings + 1).Select(i => Polar(i * MathF.PI / rings))]);

    /// <summary>A rod between two points.</summary>
    public static Shape Rod(Vector3 from, Vector3 to, float radius, int segments = 8)
    {
        var length = Vector3.Distance(from, to);
        var rod = Lathe(segments, false, new(0f, length), new(radius, length), new(radius, 0f), new(0f, 0f));
        var up = Vector3.Normalize(to - from);
        var side = Vector3.Normalize(Vector3.Cross(MathF.Abs(up.Y) < 0.9f ? Vector3.UnitY : Vector3.UnitX, up));
        var front = Vector3.Cross(side, up);
        return new Shape().Add(rod, new Matrix4x4(side.X, side.Y, side.Z, 0f, up.X, up.Y, up.Z, 0f, front.X, front.Y, front.Z, 0f, from.X, from.Y, from.Z, 1f));
    }

    /// <summary>A ring about the z axis.</summary>
    public static Shape Torus(float radius, float thickness, int segments, int sides)
    {
        var shape = new Shape();
        for (var i = 0; i <= segments; i++)
            for (var j = 0; j <= sides; j++)
            {
                var (sinRound, cosRound) = MathF.SinCos(i * 2f * MathF.PI / segments);
                var (sinTube, cosTube) = MathF.SinCos(j * 2f * MathF.PI / sides);
                var normal = new Vector3(cosRound * cosTube, sinRound * cosTube, sinTube);
                shape.Vertex(new Vector3(cosRound, sinRound, 0f) * radius + normal * thickness, normal, new((float)i / segments, (float)j / sides));
            }

        for (var i = 0; i < segments; i++)
            for (var j = 0; j < sides; j++)
            {
                var a = i * (sides + 1) + j;
                shape.Triangle(a, a + sides + 1, a + sides + 2);
                shape.Triangle(a, a + sides + 2, a + 1);
            }

        return shape;
    }

    private static void Ring(Shape shape, int segments, Vector2 top, Vector2 bottom, Vector2 above, Vector2 below, float v0, float v1)
    {
        var first = -1;
        for (var i = 0; i <= segments; i++)
        {
            var u = (float)i / segments;
            var (sin, cos) = MathF.SinCos(u * 2f * MathF.PI);
            var upper = shape.Vertex(new(top.X * sin, top.Y, top.X * cos), new(above.X * sin, above.Y, above.X * cos), new(u, v0));
            shape.Vertex(new(bottom.X * sin, bottom.Y, bottom.X * cos), new(below.X * sin, below.Y, below.X * cos), new(u, v1));
            first = first < 0 ? upper : first;
        }

        for (var i = 0; i < segments; i++)
        {
            var a = first + 2 * i;
            shape.Triangle(a, a + 1, a + 3);
            shape.Triangle(a, a + 3, a + 2);
        }
    }

    private static Vector2 Polar(float angle) => new(MathF.Abs(MathF.Sin(angle)) < 1e-6f ? 0f : MathF.Sin(angle), MathF.Cos(angle));

    /// <summary>The profile runs down; its outside is to the right of upward.</summary>
    private static Vector2 Outward(Vector2 along) => Vector2.Normalize(new(-along.Y, along.X));
}
