using System.Numerics;
using Scenery;

namespace Harbour;

/// <summary>What moves: windmill, big wheel, balloons, boats and clouds. Each is where it began when the loop ends.</summary>
internal static class Movers
{
    /// <summary>Adds everything.</summary>
    public static void Build(Stage stage)
    {
        Windmill(stage, new(-3.3f, Island.Ground, -0.2f));
        BigWheel(stage, new(3.7f, Island.Ground, -0.9f));
        Balloons(stage);
        Boats(stage);
        Clouds(stage);
    }

    private static void Windmill(Stage stage, Vector3 at)
    {
        var body = Solids.Lathe(8, false, new(0.72f, 3.3f), new(1.2f, 0f));
        var cap = Solids.Lathe(24, true, new(0f, 4.35f), new(0.35f, 4.15f), new(0.75f, 3.65f), new(0.86f, 3.3f), new(0.8f, 3.22f));
        var wood = stage.Material("timber", 0.20f, 0.10f, 0.05f, 0.8f);
        var cloth = stage.Material("sailcloth", 0.85f, 0.80f, 0.70f, 0.9f);
        var shaft = Solids.Rod(new(0f, 3.65f, 0.3f), new(0f, 3.65f, 1.25f), 0.1f, 12);
        var door = new Shape().Add(Solids.Box(0.5f, 0.9f, 0.4f), 0f, 0.4f, 0.98f).Add(Solids.Box(0.28f, 0.32f, 0.3f), 0f, 1.9f, 0.78f);
        stage.Place("windmill", stage.Mesh("windmill", (body, stage.Textured("bricks", Pictures.Bricks(), 0.85f)), (cap, stage.Material("cap", 0.42f, 0.07f, 0.05f, 0.6f)), (shaft, wood), (door, wood)), at, 0.28f);
        var (frame, sail) = (new Shape().Add(Solids.Sphere(16, 10).Stretched(0.2f, 0.2f, 0.16f)), new Shape());
        for (var i = 0; i < 4; i++)
        {
            var turn = Matrix4x4.CreateRotationZ(i * MathF.PI / 2f);
            frame.Add(Solids.Rod(Vector3.Zero, new(0f, 2.5f, 0f), 0.045f, 6), turn);
            for (var rung = 0; rung < 7; rung++)
                frame.Add(Solids.Box(0.56f, 0.04f, 0.04f), Matrix4x4.CreateTranslation(0.27f, 0.62f + 0.3f * rung, 0f) * turn);
            frame.Add(Solids.Rod(new(0.55f, 0.6f, 0f), new(0.55f, 2.45f, 0f), 0.025f, 6), turn);
            sail.Add(Solids.Box(0.46f, 1.82f, 0.02f), Matrix4x4.CreateTranslation(0.28f, 1.53f, -0.03f) * turn);
        }

        var mount = stage.Place("windmill head", null, at + Vector3.Transform(new(0f, 3.65f, 1.2f), Matrix4x4.CreateRotationY(0.28f)), 0.28f);
        var sails = stage.Place("windmill sails", stage.Mesh("sails", (frame, wood), (sail, cloth)), Vector3.Zero, parent: mount);
        stage.Turn(sails, Vector3.UnitZ, [.. Enumerable.Range(0, 9).Select(i => 0.35f - i * MathF.PI / 8f)]);
    }

    private static void BigWheel(Stage stage, Vector3 at)
    {
        const int cabins = 12;
        const float radius = 2.5f;
        const float hub = 3.25f;
        var white = stage.Material("wheel white", 0.82f, 0.82f, 0.82f, 0.35f);
        var red = stage.Material("wheel red", 0.62f, 0.07f, 0.05f, 0.4f);
        var (rim, spokes) = (new Shape(), new Shape());
        foreach (var z in new[] { -0.32f, 0.32f })
        {
            rim.Add(Solids.Torus(radius, 0.055f, 72, 8), z: z).Add(Solids.Torus(radius * 0.55f, 0.035f, 48, 6), z: z);
            for (var i = 0; i < cabins; i++)
            {
                var (sin, cos) = MathF.SinCos(i * 2f * MathF.PI / cabins);
                spokes.Add(Solids.Rod(new(0f, 0f, z), new(radius * sin, radius * cos, z), 0.028f, 6));
            }
        }

        spokes.Add(Solids.Rod(new(0f, 0f, -0.6f), new(0f, 0f, 0.6f), 0.16f, 16));
        for (var i = 0; i < cabins; i++)
        {
            var (sin, cos) = MathF.SinCos(i * 2f * MathF.PI / cabins);
            spokes.Add(Solids.Rod(new(radius * sin, radius * cos, -0.32f), new(radius * sin, radius * cos, 0.32f), 0.03f, 6));
        }

        var legs = new Shape().Add(Solids.Box(2.6f, 0.14f, 1.9f), y: 0.06f);
        foreach (var z in new[] { -0.62f, 0.62f })
            foreach (var x in new[] { -1.05f, 1.05f })
                legs.Add(Solids.Rod(new(x, 0f, z * 1.25f), new(0f, hub, z), 0.075f));
        stage.Place("wheel stand", stage.Mesh("wheel stand", (legs, white)), at, -0.3f);
        var mount = stage.Place("wheel axle", null, at + new Vector3(0f, hub, 0f), -0.3f);
        var wheel = stage.Place("wheel", stage.Mesh("wheel", (rim, red), (spokes, white)), Vector3.Zero, parent: mount);
        // The cabins' colours alternate, so two places further the wheel looks the same.
        const float step = 2f * 2f * MathF.PI / cabins;
        stage.Turn(wheel, Vector3.UnitZ, 0f, step / 2f, step);
        int[] colors = [stage.Material("coral", 0.86f, 0.22f, 0.12f, 0.4f), stage.Material("turquoise", 0.04f, 0.48f, 0.50f, 0.4f)];
        var meshes = colors.Select((color, i) => stage.Mesh($"cabin {i}", Cabin(color, white))).ToArray();
        for (var i = 0; i < cabins; i++)
        {
            var (sin, cos) = MathF.SinCos(i * 2f * MathF.PI / cabins);
            var cabin = stage.Place($"cabin {i}", meshes[i % 2], new(radius * sin, radius * cos, 0f), parent: wheel);
            stage.Turn(cabin, Vector3.UnitZ, 0f, -step / 2f, -step);
        }
    }

    private static (Shape, int)[] Cabin(int color, int white)
    {
        var tub = Solids.Lathe(20, true, new(0.24f, -0.42f), new(0.27f, -0.45f), new(0.27f, -0.58f), new(0.2f, -0.74f), new(0f, -0.78f));
        var roof = Solids.Lathe(20, true, new(0f, 0.02f), new(0.14f, -0.05f), new(0.3f, -0.16f), new(0f, -0.13f));
        var posts = new Shape();
        for (var i = 0; i < 4; i++)
        {
            var (sin, cos) = MathF.SinCos((i + 0.5f) * MathF.PI / 2f);
            posts.Add(Solids.Rod(new(0.23f * sin, -0.45f, 0.23f * cos), new(0.23f * sin, -0.12f, 0.23f * cos), 0.015f, 5));
        }

        return [(tub, color), (roof, color), (posts, white)];
    }

    private static void Balloons(Stage stage)
    {
        var envelope = Solids.Lathe(48, true,
            new(0f, 2.35f), new(0.42f, 2.3f), new(0.95f, 2.05f), new(1.32f, 1.6f), new(1.45f, 1.05f), new(1.38f, 0.5f), new(1.1f, -0.1f), new(0.72f, -0.65f), new(0.4f, -1.05f), new(0.3f, -1.15f));
        var basket = new Shape().Add(Solids.Lathe(16, false, new(0.24f, -1.65f), new(0.27f, -1.65f), new(0.22f, -1.98f), new(0f, -1.98f)));
        var ropes = new Shape();
        for (var i = 0; i < 6; i++)
        {
            var (sin, cos) = MathF.SinCos(i * MathF.PI / 3f);
            ropes.Add(Solids.Rod(new(0.25f * sin, -1.7f, 0.25f * cos), new(0.32f * sin, -1.1f, 0.32f * cos), 0.012f, 4));
        }

        var wicker = stage.Material("wicker", 0.30f, 0.16f, 0.06f, 0.9f);
        byte[][] pictures =
        [
            Pictures.Balloon(12, [(214, 58, 46), (246, 226, 188)], (38, 84, 130)),
            Pictures.Balloon(12, [(240, 178, 52), (224, 96, 40), (246, 232, 206)], (150, 40, 60)),
            Pictures.Balloon(12, [(40, 138, 150), (244, 238, 220)], (238, 160, 60)),
            Pictures.Balloon(12, [(128, 70, 140), (236, 150, 160), (250, 230, 220)], (70, 44, 100)),
        ];
        (Vector3 At, float Scale)[] places = [(new(-7.4f, 7.5f, -2.5f), 1.1f), (new(8.6f, 7.0f, -4.5f), 1.05f), (new(0.4f, 9.0f, -9f), 0.95f), (new(-13.5f, 10.2f, -20f), 1.0f)];
        for (var i = 0; i < places.Length; i++)
        {
            var mesh = stage.Mesh($"balloon {i}", (envelope, stage.Textured($"balloon {i}", pictures[i], 0.7f)), (basket, wicker), (ropes, wicker));
            var drift = stage.Place($"balloon {i} drift", null, places[i].At);
            stage.Float(drift, places[i].At, new(0.12f, 0.28f, 0f), i * 0.27f);
            stage.Place($"balloon {i}", mesh, Vector3.Zero, 0.4f + i * 1.7f, places[i].Scale, drift);
        }
    }

    private static void Boats(Stage stage)
    {
        var hull = Solids.Lathe(28, true, new(0.9f, 0.22f), new(1f, 0.24f), new(0.92f, -0.1f), new(0.6f, -0.4f), new(0f, -0.5f)).Stretched(1.25f, 0.75f, 0.42f);
        var deck = Solids.Lathe(28, false, new(0f, 0.12f), new(0.95f, 0.12f)).Stretched(1.25f, 0.75f, 0.42f);
        var mast = Solids.Rod(new(0.1f, 0f, 0f), new(0.1f, 2.5f, 0f), 0.035f);
        var sail = new Shape();
        sail.Quad(new(0.04f, 0.45f, 0f), new(0.04f, 0.45f, 0f), new(0.04f, 2.42f, 0.06f), new(-1.15f, 0.42f, 0.2f));
        sail.Quad(new(0.16f, 2.2f, 0.05f), new(0.16f, 0.4f, 0.1f), new(1.15f, 0.35f, 0.12f), new(1.15f, 0.35f, 0.12f));
        var wood = stage.Material("varnish", 0.33f, 0.14f, 0.05f, 0.35f);
        var cloth = stage.Textured("boat sails", Pictures.Bands(6, (250, 244, 230), (206, 60, 48)), 0.85f, doubleSided: true);
        var blue = stage.Material("boat blue", 0.04f, 0.14f, 0.34f, 0.3f);
        var white = stage.Material("boat white", 0.85f, 0.85f, 0.83f, 0.3f);
        (Vector3 At, float Turn, int Paint, float Scale)[] places = [(new(6.3f, 0f, 5.0f), 0.35f, white, 0.85f), (new(-6.6f, 0f, 4.6f), 2.75f, blue, 0.75f), (new(13f, 0f, -8f), 0.2f, blue, 1f)];
        for (var i = 0; i < places.Length; i++)
        {
            var (at, turn, paint, scale) = places[i];
            var course = stage.Place($"boat {i} course", null, at, turn, scale);
            var along = new Vector3(MathF.Cos(turn), 0f, -MathF.Sin(turn));
            stage.Float(course, at, along * 0.22f + new Vector3(0f, 0.03f, 0f), i * 0.31f);
            var boat = stage.Place($"boat {i}", stage.Mesh($"boat {i}", (hull, paint), (deck, wood), (mast, wood), (sail, cloth)), Vector3.Zero, parent: course);
            stage.Rock(boat, Vector3.UnitX, 0.07f, i * 0.4f);
        }
    }

    private static void Clouds(Stage stage)
    {
        var white = stage.Material("cloud", 0.93f, 0.93f, 0.94f, 1f);
        (float X, float Y, float Z, float Size)[] puffs = [(0f, 0f, 0f, 1.5f), (1.5f, -0.15f, 0.2f, 1.1f), (-1.5f, -0.2f, 0.1f, 1.15f), (2.6f, -0.45f, 0f, 0.7f), (-2.7f, -0.45f, 0f, 0.75f), (0.6f, 0.7f, -0.1f, 0.95f), (-0.7f, 0.5f, 0.4f, 0.9f)];
        var shape = new Shape();
        foreach (var (x, y, z, size) in puffs)
            shape.Add(Solids.Sphere(22, 12).Stretched(size, size * 0.72f, size), x, y, z);
        var cloud = stage.Mesh("cloud", (shape, white));
        (Vector3 At, float Turn, float Scale)[] places = [(new(-21f, 15.5f, -42f), 0.2f, 1.9f), (new(12f, 17.5f, -48f), 2.9f, 2.3f), (new(31f, 11.5f, -55f), 0.5f, 2f), (new(-36f, 9f, -66f), 2.6f, 2.2f), (new(2f, 9.5f, -70f), 0.1f, 1.7f)];
        for (var i = 0; i < places.Length; i++)
        {
            var node = stage.Place($"cloud {i}", cloud, places[i].At, places[i].Turn, places[i].Scale);
            stage.Float(node, places[i].At, new(0.5f, 0f, 0f), i * 0.2f);
        }
    }
}
