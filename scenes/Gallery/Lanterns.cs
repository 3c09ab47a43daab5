using System.Numerics;
using Scenery;

namespace Gallery;

/// <summary>A vaulted hall at night with hundreds of paper lanterns over a wet floor: many lights, chosen by the light tree.</summary>
internal static class Lanterns
{
    private const int Count = 380;

    /// <summary>Builds the scene.</summary>
    public static Stage Build()
    {
        var stage = new Stage();
        Hall(stage);
        Vector3[] colors = [new(1.0f, 0.36f, 0.07f), new(1.0f, 0.46f, 0.13f), new(1.0f, 0.25f, 0.05f), new(0.90f, 0.12f, 0.09f), new(0.08f, 0.42f, 0.60f)];
        var paper = Solids.Sphere(16, 12).Stretched(1f, 0.88f, 1f);
        int[] lanterns = [.. colors.Select(c => stage.Mesh((paper, stage.Material(new(new(0.6f, 0.5f, 0.4f), 0.9f) { Glow = c * 3.6f, GlowPicture = Pictures.Paper() }))))];
        var cord = stage.Mesh((Solids.Rod(Vector3.Zero, new(0f, 6f, 0f), 0.008f, 5), stage.Material(new(new(0.03f, 0.025f, 0.02f), 0.9f))));
        for (var i = 0; i < Count; i++)
        {
            var z = 1.5f - 33f * (i + Pictures.Hash(i, 1)) / Count;
            var x = 5.0f * (Pictures.Hash(i, 2) - 0.5f);
            var y = 1.65f + 3.3f * MathF.Pow(Pictures.Hash(i, 3), 0.8f) - 0.05f * x * x;
            var radius = 0.11f + 0.12f * Pictures.Hash(i, 4);
            var kind = Pictures.Hash(i, 5) switch { < 0.34f => 0, < 0.62f => 1, < 0.80f => 2, < 0.90f => 3, _ => 4 };
            stage.Place(lanterns[kind], x, y, z, i, radius);
            stage.Place(cord, x, y + radius * 0.85f, z);
        }
        stage.Camera(new(0.55f, 1.55f, 5.2f), new(-0.1f, 2.0f, -6f), 0.72f);
        return stage;
    }

    private static void Hall(Stage stage)
    {
        var floor = new Shape();
        floor.Quad(new(-5f, 0f, 8f), new(5f, 0f, 8f), new(5f, 0f, -36f), new(-5f, 0f, -36f), 10f, 44f);
        var slabs = Pictures.Relief(256, (u, v) =>
        {
            var joint = MathF.Min(MathF.Min(u - MathF.Floor(u), MathF.Ceiling(u) - u), MathF.Min(v - MathF.Floor(v), MathF.Ceiling(v) - v));
            return 0.006f * MathF.Min(joint / 0.02f, 1f) + 0.0035f * Pictures.Noise(u, v, 5) + 0.0006f * Pictures.Noise(u, v, 40);
        });
        stage.Add(floor, new(new(0.055f, 0.05f, 0.05f), 0.16f) { Normals = slabs });
        var stone = stage.Material(new(new(0.62f, 0.55f, 0.47f), 0.85f) { Picture = Pictures.Mottled(new(0.72f, 0.70f, 0.68f), Vector3.One, 7), Normals = Pictures.Bumps(16, 0.01f), Repeats = new(2f, 2f) });
        var column = Turned.Solid(40, new(0.52f, 3.6f), new(0.5f, 3.5f), new(0.36f, 3.3f), new(0.30f, 3.1f), new(0.31f, 1.6f), new(0.33f, 0.5f), new(0.40f, 0.32f), new(0.50f, 0.26f), new(0.52f, 0f));
        var columns = stage.Mesh((column, stone));
        var arch = stage.Mesh((Arch(1.5f, 0.42f, 0.6f), stone));
        var rib = stage.Mesh((Arch(2.95f, 0.3f, 0.36f), stone));
        for (var i = 0; i < 13; i++)
            foreach (var x in new[] { -3.1f, 3.1f })
            {
                stage.Place(columns, x, 0f, 3f - 3f * i);
                stage.Place(arch, x, 3.55f, 1.5f - 3f * i, MathF.PI / 2f);
                if (x > 0f)
                    stage.Place(rib, 0f, 3.6f, 3f - 3f * i);
            }
        var shell = new Shape();
        for (var i = 0; i < 24; i++)
        {
            Vector3 At(int k, float z) => new(4.6f * MathF.Cos(MathF.PI * k / 24f), 3.2f + 3.6f * MathF.Sin(MathF.PI * k / 24f), z);
            shape(At(i, 8f), At(i + 1, 8f), At(i + 1, -36f), At(i, -36f));
        }
        shape(new(-4.6f, 0f, 8f), new(-4.6f, 0f, -36f), new(-4.6f, 3.2f, -36f), new(-4.6f, 3.2f, 8f));
        shape(new(4.6f, 0f, -36f), new(4.6f, 0f, 8f), new(4.6f, 3.2f, 8f), new(4.6f, 3.2f, -36f));
        shape(new(-4.6f, 0f, -36f), new(4.6f, 0f, -36f), new(4.6f, 7f, -36f), new(-4.6f, 7f, -36f));
        stage.Add(shell, new(new(0.50f, 0.42f, 0.37f), 0.9f) { Picture = Pictures.Mottled(new(0.75f, 0.74f, 0.73f), Vector3.One, 5), TwoSided = true });

        void shape(Vector3 a, Vector3 b, Vector3 c, Vector3 d) => shell.Quad(a, b, c, d, 2f, 2f);
    }

    /// <summary>Half a ring about the z axis, of square section.</summary>
    private static Shape Arch(float radius, float height, float depth)
    {
        const int steps = 28;
        var shape = new Shape();
        for (var i = 0; i < steps; i++)
        {
            Vector3 At(int k, float r, float z) => new(r * MathF.Cos(MathF.PI * k / steps), r * MathF.Sin(MathF.PI * k / steps), z);
            var (inner, outer, half) = (radius, radius + height, depth / 2f);
            shape.Quad(At(i, inner, half), At(i, outer, half), At(i + 1, outer, half), At(i + 1, inner, half), 0.2f, 0.2f);
            shape.Quad(At(i, outer, -half), At(i, inner, -half), At(i + 1, inner, -half), At(i + 1, outer, -half), 0.2f, 0.2f);
            shape.Quad(At(i, inner, -half), At(i, inner, half), At(i + 1, inner, half), At(i + 1, inner, -half), 0.2f, 0.2f);
        }
        return shape;
    }
}
