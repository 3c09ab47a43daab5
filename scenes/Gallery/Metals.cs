using System.Numerics;
using Scenery;

namespace Gallery;

/// <summary>Gold, copper, brushed steel and car paint on slate under soft lamps: metals by roughness and normal map, clear coats over flakes.</summary>
internal static class Metals
{
    /// <summary>Builds the scene.</summary>
    public static Stage Build()
    {
        var stage = new Stage();
        Studio(stage);
        var gold = new Surface(new(1.0f, 0.71f, 0.29f), 0.16f, 1f);
        stage.Add(Knot(2, 3, 0.62f, 0.26f, 0.17f), gold, 0f, 0.98f, -0.15f, 0.35f);
        var ball = Solids.Sphere(96, 64);
        void Ball(Surface surface, float x, float z, float radius, float turn = 0f) =>
            stage.Add(ball.Stretched(radius, radius, radius), surface, x, radius, z, turn);
        Ball(new(new(0.955f, 0.60f, 0.50f), 0.28f, 1f) { Normals = Pictures.Bumps(14, 0.006f), Repeats = new(2f, 1f) }, -1.62f, -0.25f, 0.60f);
        Ball(new(new(0.62f, 0.63f, 0.65f), 0.22f, 1f) { Normals = Pictures.Brushed(), Repeats = new(1f, 2f), Relief = 1.2f }, 1.62f, -0.25f, 0.60f, 0.5f);
        Surface Paint(float r, float g, float b) => new(new(r, g, b), 0.42f, 0.75f) { Normals = Pictures.Flakes(), Repeats = new(5f, 3f), Relief = 0.9f, Coat = 1f, CoatRoughness = 0.02f };
        Ball(Paint(0.52f, 0.012f, 0.018f), -0.92f, 0.95f, 0.34f);
        Ball(Paint(0.01f, 0.14f, 0.42f), 0.98f, 0.92f, 0.34f);
        Ball(new(new(0.96f, 0.96f, 0.96f), 0.02f, 1f), 0.06f, 1.32f, 0.22f);
        Ball(Paint(0.02f, 0.26f, 0.16f), -2.25f, 0.72f, 0.26f);
        Ball(new(new(1.0f, 0.80f, 0.52f), 0.06f, 1f), 2.2f, 0.80f, 0.20f);
        stage.Camera(new(0f, 2.15f, 6.4f), new(0f, 0.74f, 0f), 0.44f);
        return stage;
    }

    private static void Studio(Stage stage)
    {
        var floor = new Shape();
        floor.Quad(new(-30f, 0f, 12f), new(30f, 0f, 12f), new(30f, 0f, -30f), new(-30f, 0f, -30f), 30f, 21f);
        stage.Add(floor, new(new(0.035f, 0.037f, 0.043f), 0.30f) { Normals = Pictures.Bumps(20, 0.004f) });
        var wall = new Shape();
        wall.Quad(new(-30f, -1f, -7f), new(30f, -1f, -7f), new(30f, 20f, -7f), new(-30f, 20f, -7f));
        stage.Add(wall, new(new(0.20f, 0.21f, 0.26f), 0.9f));
        stage.Lamp(new(-1.2f, 5.2f, 0.8f), new(0f, 0f, 0f), 5.2f, 3.2f, new(10f, 9.5f, 8.8f));
        stage.Lamp(new(-5.6f, 2.0f, 2.4f), new(0f, 0.7f, 0f), 1.8f, 4.4f, new(14f, 9.4f, 5.6f));
        stage.Lamp(new(5.6f, 2.0f, 1.6f), new(0f, 0.7f, 0f), 1.8f, 4.4f, new(6f, 9f, 14f));
        stage.Lamp(new(2.5f, 3.2f, 7.5f), new(0f, 0.7f, 0f), 3.5f, 1.6f, new(3.2f, 3.2f, 3.4f));
        stage.Lamp(new(0f, 6.5f, -4.5f), new(0f, 1.5f, -7f), 8f, 0.6f, new(16f, 10f, 6.5f));
    }

    /// <summary>A torus knot: p times round the axis, q times through the hole.</summary>
    private static Shape Knot(int p, int q, float radius, float swing, float thickness)
    {
        const int steps = 480, sides = 40;
        Vector3 Path(float t) => new((radius + swing * MathF.Cos(q * t)) * MathF.Cos(p * t), (radius + swing * MathF.Cos(q * t)) * MathF.Sin(p * t), swing * 1.3f * MathF.Sin(q * t));
        var shape = new Shape();
        for (var i = 0; i <= steps; i++)
        {
            var t = 2f * MathF.PI * i / steps;
            var along = Vector3.Normalize(Path(t + 0.002f) - Path(t - 0.002f));
            var side = Vector3.Normalize(Vector3.Cross(along, Path(t)));
            var up = Vector3.Cross(side, along);
            for (var j = 0; j <= sides; j++)
            {
                var (sin, cos) = MathF.SinCos(2f * MathF.PI * j / sides);
                var normal = side * cos + up * sin;
                shape.Vertex(Path(t) + normal * thickness, normal, new(16f * i / steps, (float)j / sides));
            }
        }
        for (var i = 0; i < steps; i++)
            for (var j = 0; j < sides; j++)
            {
                var a = i * (sides + 1) + j;
                shape.Triangle(a, a + 1, a + sides + 2);
                shape.Triangle(a, a + sides + 2, a + sides + 1);
            }
        return shape;
    }
}
