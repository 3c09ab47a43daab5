using System.Numerics;
using Scenery;

namespace Gallery;

/// <summary>
/// Tulips that bend in the wind and open, and soap bubbles, two seconds that loop: skins, morph targets, thin sheets that light goes through, a decal that fades out, a pot with two sets of texture
/// coordinates, a picture of trees that no light changes. Made for a shallow depth of field.
/// </summary>
internal static class Tulips
{
    private const float Seconds = 2f;

    private static readonly Vector2[] PotProfile =
        [new(0.118f, 0.20f), new(0.150f, 0.215f), new(0.168f, 0.205f), new(0.168f, 0.165f), new(0.150f, 0.155f), new(0.143f, 0.10f), new(0.122f, 0.03f), new(0.112f, 0f), new(0f, 0f)];

    /// <summary>Builds the scene.</summary>
    public static Stage Build()
    {
        var stage = new Stage();
        Garden(stage);
        Pot(stage, 0.10f, 0f, new(0.94f, 0.92f, 0.86f));
        Pot(stage, -0.78f, -0.85f, new(0.93f, 0.80f, 0.62f));
        var rose = Kind(stage, new(0.90f, 0.74f, 0.30f), new(0.80f, 0.055f, 0.11f));
        var apricot = Kind(stage, new(0.92f, 0.80f, 0.35f), new(0.90f, 0.30f, 0.045f));
        var white = Kind(stage, new(0.75f, 0.80f, 0.40f), new(0.88f, 0.84f, 0.76f));
        (int Body, float X, float Z, float Lean, float Size, float Opened)[] plants =
        [
            (rose, 0.10f, 0.02f, 0.03f, 0.68f, 0.35f), (apricot, 0.16f, -0.04f, 0.14f, 0.57f, 0.75f), (rose, 0.03f, -0.05f, -0.13f, 0.60f, 0.55f), (white, 0.13f, 0.07f, 0.11f, 0.47f, 0.15f), (apricot, 0.04f, 0.06f, -0.12f, 0.48f, 0.30f),
            (white, -0.78f, -0.83f, 0.02f, 0.72f, 0.5f), (rose, -0.70f, -0.89f, 0.12f, 0.60f, 0.3f), (white, -0.85f, -0.87f, -0.13f, 0.62f, 0.7f),
        ];
        foreach (var ((body, x, z, lean, size, opened), i) in plants.Select((plant, i) => (plant, i)))
        {
            var wave = 2f * MathF.PI * Pictures.Hash(i, 5);
            stage.Place(
                body, Tulip.Joints, new(x, 0.17f, z), 1.9f * i, size, Seconds,
                (joint, part) => Facing(new(0.4f * lean * MathF.Sin(wave), -lean), 1.9f * i) * (joint == 0 ? 0.6f : 1f) + new Vector2(0.018f, 0.028f) * MathF.Sin(2f * MathF.PI * part + wave - 0.5f * joint),
                part => Math.Clamp(opened + 0.22f * MathF.Sin(2f * MathF.PI * part + 1.3f * wave), 0f, 1f));
        }
        Bubbles(stage);
        stage.Camera(new(-0.24f, 0.66f, 2.0f), new(-0.14f, 0.455f, 0f), 0.47f);
        return stage;
    }

    /// <summary>A lean over the scene's axes as seen by a plant that is turned.</summary>
    private static Vector2 Facing(Vector2 lean, float turn)
    {
        var (sin, cos) = MathF.SinCos(turn);
        return new(lean.X * cos - lean.Y * sin, lean.X * sin + lean.Y * cos);
    }

    private static int Kind(Stage stage, Vector3 foot, Vector3 tip)
    {
        var green = stage.Material(new(Vector3.One, 0.5f) { TwoSided = true, Through = 0.12f });
        var petals = stage.Material(new(Vector3.One, 0.55f) { TwoSided = true, Through = 0.30f });
        return stage.Body(Tulip.Joints, (Tulip.Green(), Tulip.Green(), green), (Tulip.Blossom(0f, foot, tip), Tulip.Blossom(1f, foot, tip), petals));
    }

    private static void Pot(Stage stage, float x, float z, Vector3 tone)
    {
        var wall = Solids.Lathe(96, true, Turned.Curve(5, PotProfile)).Wrapped(p => new(MathF.Atan2(p.X, p.Z) / (2f * MathF.PI) + 0.5f, 1f - p.Y / 0.22f));
        stage.Add(wall, new(tone, 0.5f) { Picture = Pictures.Glaze(), PictureIsSecond = true, Normals = Pictures.Bumps(24, 0.004f), Repeats = new(6f, 2f), Coat = 0.8f, CoatRoughness = 0.08f }, x, 0f, z);
        stage.Add(Solids.Lathe(48, true, new(0f, 0.172f), new(0.06f, 0.182f), new(0.12f, 0.172f)), new(new(0.045f, 0.03f, 0.02f), 0.95f) { Normals = Pictures.Bumps(16, 0.03f), Repeats = new(4f, 2f) }, x, 0f, z);
        // A sun, painted on with a soft brush: its picture fades out towards its edge.
        var decal = new Shape();
        for (var j = 0; j <= 12; j++)
            for (var i = 0; i <= 12; i++)
            {
                var (angle, y) = (0.42f * (i / 6f - 1f), 0.035f + 0.115f * j / 12f);
                var radius = Radius(y) + 0.001f;
                decal.Vertex(new(radius * MathF.Sin(angle), y, radius * MathF.Cos(angle)), new(MathF.Sin(angle), 0f, MathF.Cos(angle)), new(i / 12f, 1f - j / 12f));
            }
        for (var j = 0; j < 12; j++)
            for (var i = 0; i < 12; i++)
            {
                var a = 13 * j + i;
                decal.Triangle(a, a + 1, a + 14);
                decal.Triangle(a, a + 14, a + 13);
            }
        stage.Add(decal, new(Vector3.One, 0.5f) { Picture = Pictures.PaintedSun(), Fades = true }, x, 0f, z, -0.25f);
    }

    /// <summary>How far the pot's wall is from its axis at a height below the rim.</summary>
    private static float Radius(float y)
    {
        var curve = Turned.Curve(5, PotProfile);
        var i = Array.FindLastIndex(curve, point => point.Y >= y);
        return float.Lerp(curve[i].X, curve[i + 1].X, (curve[i].Y - y) / (curve[i].Y - curve[i + 1].Y));
    }

    private static void Bubbles(Stage stage)
    {
        var film = stage.Mesh((Solids.Sphere(72, 48), stage.Material(new(new(0.93f, 0.95f, 0.98f), 0f) { Through = 1f, Index = 1.9f })));
        (float X, float Y, float Z, float Radius)[] bubbles =
        [
            (-0.33f, 0.62f, 0.25f, 0.085f), (0.50f, 0.80f, -0.15f, 0.070f), (-0.60f, 0.86f, -0.30f, 0.060f), (0.44f, 0.36f, 0.30f, 0.050f), (-0.14f, 0.30f, 0.38f, 0.032f), (-0.49f, 0.38f, 0.10f, 0.045f), (0.66f, 0.55f, -0.60f, 0.080f),
            (-0.05f, 0.88f, 0.15f, 0.026f), (0.30f, 0.18f, 0.42f, 0.022f), (0.29f, 0.62f, 0.34f, 0.030f), (-0.95f, 0.62f, -0.9f, 0.075f), (-0.42f, 0.17f, 0.45f, 0.020f), (0.85f, 0.90f, -0.9f, 0.06f), (-0.26f, 0.47f, 0.75f, 0.026f), (0.14f, 0.42f, 0.95f, 0.030f),
        ];
        foreach (var ((x, y, z, radius), i) in bubbles.Select((bubble, i) => (bubble, i)))
        {
            var wave = 2f * MathF.PI * Pictures.Hash(i, 17);
            stage.Float(film, radius, Seconds, part => new(
                x + 0.02f * MathF.Sin(2f * MathF.PI * part + wave), y + 0.035f * MathF.Sin(2f * MathF.PI * part + 2.1f * wave), z + 0.015f * MathF.Cos(2f * MathF.PI * part + wave)));
        }
    }

    private static void Garden(Stage stage)
    {
        var table = new Shape();
        table.Quad(new(-1.6f, 0f, 0.75f), new(1.6f, 0f, 0.75f), new(1.6f, 0f, -1.25f), new(-1.6f, 0f, -1.25f), 1f, 1f);
        stage.Add(table, new(Vector3.One, 0.55f) { Picture = Pictures.Boards(new(0.50f, 0.46f, 0.42f), new(0.74f, 0.71f, 0.66f)) });
        var lawn = new Shape();
        lawn.Quad(new(-60f, -0.75f, 4f), new(60f, -0.75f, 4f), new(60f, -0.75f, -40f), new(-60f, -0.75f, -40f), 30f, 11f);
        stage.Add(lawn, new(Vector3.One, 0.95f) { Picture = Pictures.Mottled(new(0.30f, 0.40f, 0.14f), new(0.50f, 0.58f, 0.22f), 8) });
        var trees = new Shape();
        trees.Quad(new(-20f, -0.8f, -16f), new(20f, -0.8f, -16f), new(20f, 4.9f, -16f), new(-20f, 4.9f, -16f), 2f, 1f);
        stage.Add(trees, new(new(0.85f, 0.9f, 0.8f)) { Picture = Pictures.TreeLine(), Cutoff = 0.5f, Unlit = true });
    }
}
