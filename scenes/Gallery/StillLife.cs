using System.Numerics;
using Scenery;

namespace Gallery;

/// <summary>Glass, wine and fruit on a table beside a window: clear and tinted volumes, caustics, vertex colours, bumps.</summary>
internal static class StillLife
{
    private static readonly Vector2[] Carafe =
        [new(0.27f, 2.08f), new(0.20f, 1.88f), new(0.155f, 1.55f), new(0.20f, 1.26f), new(0.45f, 0.90f), new(0.64f, 0.50f), new(0.62f, 0.18f), new(0.48f, 0.02f), new(0.25f, 0.0f), new(0f, 0.0f)];

    private static readonly Vector2[] Goblet =
        [new(0.30f, 1.62f), new(0.37f, 1.30f), new(0.365f, 1.05f), new(0.24f, 0.80f), new(0.06f, 0.69f), new(0.036f, 0.55f), new(0.036f, 0.20f), new(0.09f, 0.075f), new(0.34f, 0.035f), new(0.36f, 0.01f), new(0.3f, 0f), new(0f, 0f)];

    private static readonly Vector2[] Tumbler = [new(0.34f, 0.86f), new(0.325f, 0.6f), new(0.30f, 0.3f), new(0.285f, 0.05f), new(0.26f, 0.0f), new(0f, 0f)];

    /// <summary>Builds the scene.</summary>
    public static Stage Build()
    {
        var stage = new Stage();
        Room(stage);
        var clear = new Surface(Vector3.One, 0f) { Clear = 1.5f, Tint = new(0.90f, 0.97f, 0.94f), TintDistance = 0.8f };
        var wine = new Surface(Vector3.One, 0f) { Clear = 1.34f, Tint = new(0.62f, 0.03f, 0.05f), TintDistance = 0.42f };
        var amber = new Surface(Vector3.One, 0f) { Clear = 1.34f, Tint = new(0.95f, 0.56f, 0.10f), TintDistance = 0.30f };
        stage.Add(Turned.Vessel(0.035f, 0.07f, Carafe), clear, -0.62f, 0f, -0.25f);
        stage.Add(Turned.Filling(0.035f, 0.07f, 0.80f, Carafe), wine, -0.62f, 0f, -0.25f);
        stage.Add(Turned.Vessel(0.016f, 0.75f, Goblet), clear, 0.36f, 0f, 0.32f);
        stage.Add(Turned.Filling(0.016f, 0.75f, 1.12f, Goblet), amber, 0.36f, 0f, 0.32f);
        stage.Add(Turned.Vessel(0.03f, 0.11f, Tumbler), clear with { Tint = new(0.22f, 0.70f, 0.62f), TintDistance = 0.12f }, 1.28f, 0f, -0.30f);
        stage.Add(Solids.Sphere(64, 40).Stretched(0.17f, 0.17f, 0.17f), clear with { Tint = new(0.10f, 0.28f, 0.85f), TintDistance = 0.30f }, -0.22f, 0.17f, 0.86f);
        Fruit(stage);
        stage.Camera(new(0.25f, 1.75f, 5.4f), new(0.14f, 0.80f, 0f), 0.41f);
        return stage;
    }

    private static void Room(Stage stage)
    {
        var table = new Shape();
        table.Quad(new(-4f, 0f, 2.6f), new(4f, 0f, 2.6f), new(4f, 0f, -1.3f), new(-4f, 0f, -1.3f), 2f, 1f);
        stage.Add(table, new(Vector3.One, 0.42f) { Picture = Pictures.Boards(new(0.36f, 0.21f, 0.13f), new(0.66f, 0.45f, 0.29f)), Coat = 0.5f, CoatRoughness = 0.25f });
        var wall = new Shape();
        wall.Quad(new(-6f, -2f, -1.9f), new(6f, -2f, -1.9f), new(6f, 5f, -1.9f), new(-6f, 5f, -1.9f), 6f, 4f);
        stage.Add(wall, new(new(0.26f, 0.33f, 0.32f), 0.9f) { Picture = Pictures.Mottled(new(0.86f, 0.86f, 0.84f), new(1f, 1f, 1f), 6), Normals = Pictures.Bumps(24, 0.0016f) });
        for (var column = 0; column < 2; column++)
            for (var row = 0; row < 3; row++)
                stage.Lamp(new(-4.2f, 0.9f + 1.0f * row, 1.35f - 1.3f * column), new(0f, 0.9f + 1.0f * row - 1.2f, 0.9f - 1.3f * column), 1.2f, 0.92f, new(29f, 26f, 21.5f));
        stage.Lamp(new(5.5f, 3f, 5f), new(0f, 0.5f, 0f), 4f, 4f, new(1.1f, 1.35f, 1.7f));
    }

    private static void Fruit(Stage stage)
    {
        var lemon = Turned.Solid(48, new(0f, 0.36f), new(0.045f, 0.335f), new(0.10f, 0.27f), new(0.21f, 0.16f), new(0.25f, 0f), new(0.21f, -0.17f), new(0.09f, -0.29f), new(0.03f, -0.33f), new(0f, -0.34f));
        var peel = new Surface(new(0.90f, 0.62f, 0.035f), 0.42f) { Normals = Pictures.Bumps(40, 0.006f), Repeats = new(3f, 2f) };
        var lemons = stage.Mesh((lemon, stage.Material(peel)));
        stage.Place(lemons, Matrix4x4.CreateRotationZ(1.45f) * Matrix4x4.CreateRotationY(0.5f) * Matrix4x4.CreateTranslation(0.98f, 0.25f, 0.72f));
        stage.Place(lemons, Matrix4x4.CreateRotationZ(1.62f) * Matrix4x4.CreateRotationY(-0.9f) * Matrix4x4.CreateTranslation(1.52f, 0.25f, 0.42f));
        var pear = Turned.Solid(64, new(0f, 0.80f), new(0.07f, 0.79f), new(0.13f, 0.72f), new(0.17f, 0.56f), new(0.28f, 0.38f), new(0.335f, 0.2f), new(0.28f, 0.05f), new(0.14f, 0f), new(0f, 0.02f))
            .Painted((p, n) => Vector3.Lerp(new(0.42f, 0.46f, 0.06f), new(0.55f, 0.10f, 0.03f), Math.Clamp(n.X * 0.9f + 0.25f + 0.5f * (Pictures.Noise(p.X + 2f, p.Y + p.Z + 2f, 9) - 0.5f), 0f, 1f)));
        var skin = stage.Material(new(Vector3.One, 0.45f) { Normals = Pictures.Bumps(30, 0.003f), Coat = 0.25f, CoatRoughness = 0.3f });
        var stalk = stage.Material(new(new(0.10f, 0.06f, 0.03f), 0.8f));
        var pears = stage.Mesh((pear, skin), (Solids.Rod(new(0f, 0.77f, 0f), new(0.07f, 0.98f, 0.02f), 0.018f), stalk));
        stage.Place(pears, -1.46f, 0f, 0.22f, 2.6f, 1.05f);
        stage.Place(pears, Matrix4x4.CreateTranslation(0f, -0.2f, 0f) * Matrix4x4.CreateRotationZ(1.25f) * Matrix4x4.CreateRotationY(2.3f) * Matrix4x4.CreateTranslation(-1.25f, 0.31f, 0.86f));
    }
}
