using System.Numerics;
using Scenery;

namespace Harbour;

/// <summary>The sea, the island, its houses, trees and pier: what stands still.</summary>
internal static class Island
{
    /// <summary>Height of the grass.</summary>
    public const float Ground = 0.75f;

    /// <summary>Adds everything.</summary>
    public static void Build(Stage stage)
    {
        var water = stage.Rippled("water", 0.010f, 0.080f, 0.125f, 0.36f, Pictures.Ripples());
        var sea = new Shape();
        sea.Quad(new(-4000f, 0f, 4000f), new(4000f, 0f, 4000f), new(4000f, 0f, -4000f), new(-4000f, 0f, -4000f), 1600f, 1600f);
        stage.Place("sea", stage.Mesh("sea", (sea, water)), Vector3.Zero);
        var sand = Solids.Lathe(64, true, new(6.3f, 0.55f), new(6.9f, 0.38f), new(7.5f, 0.05f), new(8.0f, -0.4f)).Planar(0.35f);
        var grass = Solids.Lathe(64, true, new(0f, 0.95f), new(3.5f, 0.9f), new(5.4f, Ground), new(6.2f, 0.62f), new(6.45f, 0.45f)).Planar(0.22f);
        var sandMaterial = stage.Textured("sand", Pictures.Sand(), 0.95f);
        var grassMaterial = stage.Textured("grass", Pictures.Grass(), 0.9f);
        stage.Place("island", stage.Mesh("island", (sand.Stretched(1.12f, 1f, 0.72f), sandMaterial), (grass.Stretched(1.12f, 1f, 0.72f), grassMaterial)), Vector3.Zero);
        Houses(stage);
        Trees(stage);
        Pier(stage);
        Lighthouse(stage, stage.Mesh("rock", (sand.Stretched(0.3f, 1.3f, 0.26f), sandMaterial)));
    }

    private static void Houses(Stage stage)
    {
        var roof = stage.Material("tiles", 0.52f, 0.10f, 0.05f, 0.75f);
        var wood = stage.Material("door", 0.06f, 0.11f, 0.16f, 0.6f);
        (string Name, float R, float G, float B)[] walls = [("cream", 0.83f, 0.70f, 0.47f), ("rose", 0.76f, 0.36f, 0.30f), ("mint", 0.40f, 0.66f, 0.52f), ("chalk", 0.82f, 0.80f, 0.75f)];
        (float X, float Z, float Turn, float Scale)[] places = [(-0.9f, -0.6f, 0.25f, 1f), (0.75f, 0.2f, -0.2f, 0.85f), (-5.3f, 0.9f, 0.5f, 0.8f), (6.0f, 0.7f, -0.45f, 0.8f)];
        for (var i = 0; i < places.Length; i++)
        {
            var (name, r, g, b) = walls[i];
            var at = places[i];
            stage.Place($"house {name}", stage.Mesh($"house {name}", House(stage.Material(name, r, g, b, 0.85f), roof, wood)), new(at.X, Ground, at.Z), at.Turn, at.Scale);
        }
    }

    private static (Shape, int)[] House(int wall, int roof, int wood)
    {
        var body = new Shape().Add(Solids.Box(1.3f, 1.1f, 1.1f), y: 0.5f);
        body.Quad(new(-0.65f, 1.05f, 0.55f), new(0.65f, 1.05f, 0.55f), new(0f, 1.75f, 0.55f), new(0f, 1.75f, 0.55f));
        body.Quad(new(0.65f, 1.05f, -0.55f), new(-0.65f, 1.05f, -0.55f), new(0f, 1.75f, -0.55f), new(0f, 1.75f, -0.55f));
        var tiles = new Shape();
        tiles.Quad(new(-0.78f, 0.95f, 0.66f), new(0f, 1.80f, 0.66f), new(0f, 1.80f, -0.66f), new(-0.78f, 0.95f, -0.66f));
        tiles.Quad(new(0.78f, 0.95f, -0.66f), new(0f, 1.80f, -0.66f), new(0f, 1.80f, 0.66f), new(0.78f, 0.95f, 0.66f));
        tiles.Add(Solids.Rod(new(-0.78f, 0.95f, 0.66f), new(0f, 1.80f, 0.66f), 0.05f, 6)).Add(Solids.Rod(new(0f, 1.80f, 0.66f), new(0.78f, 0.95f, 0.66f), 0.05f, 6));
        tiles.Add(Solids.Box(0.2f, 0.5f, 0.2f), 0.35f, 1.65f, -0.2f);
        var openings = new Shape().Add(Solids.Box(0.28f, 0.55f, 0.04f), -0.25f, 0.22f, 0.55f).Add(Solids.Box(0.26f, 0.28f, 0.04f), 0.25f, 0.55f, 0.55f)
            .Add(Solids.Box(0.04f, 0.28f, 0.3f), 0.65f, 0.55f, 0f).Add(Solids.Box(0.22f, 0.22f, 0.04f), 0f, 1.2f, 0.55f);
        return [(body, wall), (tiles, roof), (openings, wood)];
    }

    private static void Trees(Stage stage)
    {
        var trunk = stage.Material("bark", 0.16f, 0.08f, 0.04f, 0.9f);
        var leaves = stage.Material("leaves", 0.09f, 0.25f, 0.06f, 0.85f);
        var pine = stage.Material("needles", 0.03f, 0.16f, 0.08f, 0.85f);
        var stem = Solids.Rod(Vector3.Zero, new(0f, 0.7f, 0f), 0.09f, 8);
        var crown = new Shape().Add(Solids.Sphere(20, 12).Stretched(0.55f, 0.6f, 0.55f), y: 1.15f).Add(Solids.Sphere(16, 10).Stretched(0.36f, 0.36f, 0.36f), 0.35f, 0.95f, 0.15f)
            .Add(Solids.Sphere(16, 10).Stretched(0.33f, 0.33f, 0.33f), -0.34f, 1.0f, 0.1f);
        var cones = new Shape();
        for (var i = 0; i < 3; i++)
            cones.Add(Solids.Lathe(20, true, new(0f, 1.35f), new(0.16f, 0.85f), new(0.62f - 0.13f * i, 0.06f), new(0.45f - 0.1f * i, 0f)), y: 0.45f + 0.5f * i);
        int[] kinds = [stage.Mesh("round tree", (stem, trunk), (crown, leaves)), stage.Mesh("pine", (stem, trunk), (cones, pine))];
        (float X, float Z, int Kind, float Scale)[] places =
            [(-1.9f, 0.9f, 0, 0.9f), (1.7f, -0.9f, 1, 0.9f), (-4.5f, -0.4f, 1, 1.0f), (-6.1f, 0.1f, 1, 0.75f), (5.2f, -0.6f, 0, 0.9f), (2.1f, 1.7f, 0, 0.62f), (-0.2f, -1.9f, 1, 1.2f), (6.7f, -0.1f, 1, 0.7f), (-2.2f, -1.8f, 0, 1.1f), (-4.1f, 2.0f, 0, 0.6f)];
        foreach (var (x, z, kind, scale) in places)
            stage.Place("tree", kinds[kind], new(x, Ground, z), x * 3f, scale);
    }

    private static void Pier(Stage stage)
    {
        var planks = stage.Textured("planks", Pictures.Planks(), 0.85f);
        var deck = new Shape();
        for (var i = 0; i < 4; i++)
            deck.Add(Solids.Box(0.96f, 0.08f, 1.5f), Matrix4x4.CreateRotationY(MathF.PI / 2f) * Matrix4x4.CreateTranslation(0f, 0.42f, 4.3f + i));
        foreach (var z in new[] { 4.6f, 6.0f, 7.5f })
            deck.Add(Solids.Rod(new(-0.7f, -0.5f, z), new(-0.7f, 0.75f, z), 0.09f)).Add(Solids.Rod(new(0.7f, -0.5f, z), new(0.7f, 0.75f, z), 0.09f));
        stage.Place("pier", stage.Mesh("pier", (deck, planks)), new(-0.2f, 0f, 0.1f));
    }

    private static void Lighthouse(Stage stage, int rock)
    {
        var tower = Solids.Lathe(32, false, new(0.42f, 3.6f), new(0.75f, 0f));
        var white = stage.Material("lime", 0.8f, 0.8f, 0.78f, 0.6f);
        var red = stage.Material("lantern red", 0.55f, 0.04f, 0.03f, 0.5f);
        var cap = Solids.Lathe(32, true, new(0f, 4.75f), new(0.2f, 4.5f), new(0.5f, 4.25f), new(0.5f, 4.2f));
        var gallery = Solids.Lathe(32, false, new(0f, 3.7f), new(0.62f, 3.7f), new(0.62f, 3.55f), new(0.4f, 3.45f));
        var room = Solids.Lathe(16, false, new(0.34f, 4.25f), new(0.34f, 3.7f));
        var glass = stage.Material("lantern", 0.9f, 0.75f, 0.35f, 0.2f);
        var bands = stage.Textured("bands", Pictures.Bands(5, (184, 40, 34), (240, 238, 232)), 0.6f);
        var place = new Vector3(-12.2f, 0.5f, -9f);
        stage.Place("rock", rock, place with { Y = -0.1f });
        stage.Place("lighthouse", stage.Mesh("lighthouse", (tower, bands), (gallery, white), (room, glass), (cap, red)), place, 0f, 1.15f);
    }
}
