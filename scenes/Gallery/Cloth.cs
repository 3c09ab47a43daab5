using System.Numerics;
using Scenery;

namespace Gallery;

/// <summary>Velvet over three balls, and two of brass beside it: sheen, a woven normal map repeated by a texture transform, folds that fell there.</summary>
internal static class Cloth
{
    /// <summary>Builds the scene.</summary>
    public static Stage Build()
    {
        var stage = new Stage();
        (Vector3, float)[] balls = [(new(-0.42f, 0.72f, -0.2f), 0.58f), (new(0.72f, 0.40f, 0.30f), 0.40f), (new(-1.15f, 0.26f, 0.65f), 0.26f)];
        var drape = new Drape(170, 3.7f, new(-0.1f, 1.34f, 0.05f), 0.6f);
        drape.Fall(260, balls);
        var weave = Pictures.Weave();
        stage.Add(drape.ToShape(), new(new(0.04f, 0.13f, 0.16f), 0.8f)
        {
            Normals = weave,
            Repeats = new(60f, 60f),
            Relief = 0.5f,
            Sheen = new(0.35f, 0.85f, 0.90f),
            SheenRoughness = 0.32f,
            TwoSided = true,
        });
        var brass = new Surface(new(0.96f, 0.68f, 0.30f), 0.12f, 1f);
        foreach (var (x, z, radius) in new[] { (1.42f, 1.30f, 0.24f), (1.83f, 1.12f, 0.14f) })
            stage.Add(Solids.Sphere(72, 48).Stretched(radius, radius, radius), brass, x, radius, z);
        var floor = new Shape();
        floor.Quad(new(-20f, 0f, 10f), new(20f, 0f, 10f), new(20f, 0f, -6f), new(-20f, 0f, -6f), 20f, 8f);
        stage.Add(floor, new(Vector3.One, 0.5f) { Picture = Pictures.Boards(new(0.42f, 0.29f, 0.20f), new(0.66f, 0.49f, 0.35f)) });
        var wall = new Shape();
        wall.Quad(new(-20f, 0f, -3.2f), new(20f, 0f, -3.2f), new(20f, 9f, -3.2f), new(-20f, 9f, -3.2f), 16f, 8f);
        stage.Add(wall, new(new(0.62f, 0.33f, 0.22f), 0.9f) { Picture = Pictures.Mottled(new(0.9f, 0.88f, 0.86f), Vector3.One, 5), Normals = Pictures.Bumps(20, 0.005f) });
        stage.Lamp(new(-4.5f, 3.4f, 1.0f), new(0f, 0.6f, 0f), 2.4f, 2.4f, new(30f, 26f, 21f));
        stage.Lamp(new(3.6f, 3.0f, -2.4f), new(0.2f, 0.6f, 0.2f), 1.2f, 1.6f, new(34f, 25f, 17f));
        stage.Lamp(new(2f, 4.5f, 7f), new(0f, 0.4f, 0f), 4f, 3f, new(1.3f, 1.5f, 1.9f));
        stage.Camera(new(0.5f, 2.35f, 6.5f), new(0.12f, 0.5f, 0.25f), 0.42f);
        return stage;
    }
}
