using System.Numerics;
using Scenery;

namespace Gallery;

/// <summary>Birches in autumn under the default sky: leaves cut out by alpha, grass with vertex colours, instances by the thousand.</summary>
internal static class Birches
{
    /// <summary>Builds the scene.</summary>
    public static Stage Build()
    {
        var stage = new Stage();
        Ground(stage);
        var leaf = Pictures.Leaf();
        Vector3[] tones = [new(0.82f, 0.46f, 0.035f), new(0.86f, 0.56f, 0.06f), new(0.78f, 0.33f, 0.025f), new(0.55f, 0.44f, 0.05f)];
        int[] sprays = [.. tones.Select((tone, i) => stage.Mesh((Spray(i, 70), stage.Material(new(tone, 0.65f) { Picture = leaf, Cutoff = 0.5f, TwoSided = true }))))];
        var bark = stage.Material(new(Vector3.One, 0.75f) { Picture = Pictures.Birch(), Repeats = new(1f, 5f) });
        var twig = stage.Material(new(new(0.16f, 0.11f, 0.09f), 0.8f));
        var trunk = stage.Mesh((Solids.Lathe(24, true, Turned.Curve(6, new(0.01f, 8.6f), new(0.055f, 6.5f), new(0.10f, 3.5f), new(0.135f, 1.0f), new(0.16f, 0.25f), new(0.22f, -0.1f))), bark));
        var bough = stage.Mesh((Solids.Rod(Vector3.Zero, new(0f, 1f, 0f), 0.018f, 6), twig));
        (float X, float Z, float Size)[] trees =
            [(-2.3f, -1.2f, 1f), (-0.9f, -3.6f, 1.05f), (1.5f, -2.0f, 0.95f), (2.8f, -5.2f, 1.1f), (-4.2f, -5.0f, 1.1f), (0.5f, -7.5f, 1.1f), (4.9f, -8.0f, 1f), (-6.6f, -9f, 1.15f), (-2.4f, -10f, 1.1f), (7.8f, -12f, 1.1f), (2.6f, -12.5f, 1.2f), (-9.5f, -14f, 1.1f),
            (11f, -18f, 1.2f), (5.5f, -19f, 1.2f), (-0.5f, -18f, 1.1f), (-5f, -19f, 1.2f), (-13f, -20f, 1.2f), (15f, -26f, 1.3f), (8.5f, -27f, 1.2f), (-9f, -27f, 1.3f), (-17f, -27f, 1.2f), (2.5f, -28f, 1.3f)];
        foreach (var ((x, z, size), t) in trees.Select((tree, t) => (tree, t)))
            Tree(stage, t, x, z, size, trunk, bough, sprays);
        stage.Camera(new(0.3f, 1.35f, 7.5f), new(-0.1f, 2.35f, -3f), 0.62f);
        return stage;
    }

    private static void Tree(Stage stage, int t, float x, float z, float size, int trunk, int bough, int[] sprays)
    {
        var foot = Height(x, z);
        var lean = Matrix4x4.CreateRotationZ(0.10f * (Pictures.Hash(t, 11) - 0.5f)) * Matrix4x4.CreateRotationX(0.10f * (Pictures.Hash(t, 12) - 0.5f));
        var place = Matrix4x4.CreateScale(size) * Matrix4x4.CreateRotationY(t * 2.1f) * lean * Matrix4x4.CreateTranslation(x, foot, z);
        stage.Place(trunk, place);
        for (var i = 0; i < 46; i++)
        {
            var up = 2.3f + 6.1f * (i + Pictures.Hash(t, i)) / 46f;
            var reach = (0.35f + 1.35f * MathF.Sin(MathF.PI * MathF.Pow((8.8f - up) / 6.6f, 0.8f))) * (0.55f + 0.45f * Pictures.Hash(i, t + 50));
            var turn = Matrix4x4.CreateRotationZ(-0.95f) * Matrix4x4.CreateRotationY(i * 2.39996f + t);
            stage.Place(bough, Matrix4x4.CreateScale(1f, reach, 1f) * turn * Matrix4x4.CreateTranslation(0f, up, 0f) * place);
            var tip = Vector3.Transform(new(0f, reach * 0.85f, 0f), turn) + new Vector3(0f, up, 0f);
            stage.Place(sprays[(int)(Pictures.Hash(i, t + 9) * 3.3f + Pictures.Hash(t, 77) * 0.7f)], Matrix4x4.CreateRotationY(i * 1.7f) * Matrix4x4.CreateScale(0.75f + 0.5f * Pictures.Hash(t, i + 300)) * Matrix4x4.CreateTranslation(tip) * place);
        }
    }

    /// <summary>Leaves about the origin, hanging.</summary>
    private static Shape Spray(int seed, int leaves)
    {
        var shape = new Shape();
        for (var i = 0; i < leaves; i++)
        {
            float Random(int what) => Pictures.Hash(1000 * seed + i, what) * 2f - 1f;
            var middle = new Vector3(Random(1) + Random(2), 0.7f * (Random(3) + Random(4)), Random(5) + Random(6)) * 0.27f;
            Leaf(shape, Matrix4x4.CreateScale(0.105f + 0.03f * Random(7)) * Matrix4x4.CreateRotationX(MathF.PI + 0.9f * Random(8)) * Matrix4x4.CreateRotationZ(0.8f * Random(9)) * Matrix4x4.CreateRotationY(3.1f * Random(10)) * Matrix4x4.CreateTranslation(middle));
        }
        return shape;
    }

    private static void Leaf(Shape shape, Matrix4x4 at)
    {
        var card = new Shape();
        card.Quad(new(-0.5f, 0f, 0f), new(0.5f, 0f, 0f), new(0.5f, 1.15f, 0f), new(-0.5f, 1.15f, 0f));
        shape.Add(card, at);
    }

    private static void Ground(Stage stage)
    {
        var ground = new Shape();
        const int side = 90;
        for (var j = 0; j <= side; j++)
            for (var i = 0; i <= side; i++)
            {
                var (x, z) = (-45f + 90f * i / side, 10f - 90f * j / side);
                ground.Vertex(new(x, Height(x, z), z), new(Height(x - 0.5f, z) - Height(x + 0.5f, z), 1f, Height(x, z - 0.5f) - Height(x, z + 0.5f)), new(x * 0.5f, z * 0.5f));
            }
        for (var j = 0; j < side; j++)
            for (var i = 0; i < side; i++)
            {
                var a = j * (side + 1) + i;
                ground.Triangle(a, a + 1, a + side + 2);
                ground.Triangle(a, a + side + 2, a + side + 1);
            }
        stage.Add(ground, new(Vector3.One, 0.95f) { Picture = Pictures.Mottled(new(0.33f, 0.37f, 0.12f), new(0.49f, 0.48f, 0.18f), 8) });
        Grass(stage);
    }

    private static void Grass(Stage stage)
    {
        var blades = stage.Material(new(Vector3.One, 0.6f) { TwoSided = true });
        int[] tufts = [.. Enumerable.Range(0, 4).Select(kind =>
        {
            var tuft = new Shape();
            for (var i = 0; i < 46; i++)
            {
                float Random(int what) => Pictures.Hash(kind * 100 + i, 40 + what) * 2f - 1f;
                var (foot, turn, tall) = (new Vector3(Random(1), 0f, Random(2)) * 0.30f, 3.2f * Random(3), 0.22f + 0.10f * Random(4));
                var (across, lean) = (new Vector3(MathF.Cos(turn), 0f, MathF.Sin(turn)) * 0.008f, new Vector3(-MathF.Sin(turn), 0f, MathF.Cos(turn)) * tall * (0.35f + 0.25f * Random(5)));
                var (knee, tip) = (foot + lean * 0.3f + new Vector3(0f, tall * 0.6f, 0f), foot + lean + new Vector3(0f, tall, 0f));
                tuft.Quad(foot - across, foot + across, knee + across * 0.8f, knee - across * 0.8f);
                tuft.Quad(knee - across * 0.8f, knee + across * 0.8f, tip, tip);
            }
            return stage.Mesh((tuft.Painted((p, _) => Vector3.Lerp(new(0.05f, 0.08f, 0.015f), kind == 3 ? new(0.55f, 0.42f, 0.14f) : new(0.24f, 0.30f, 0.06f), Math.Clamp(p.Y / 0.25f, 0f, 1f))), blades));
        })];
        for (var i = 0; i < 6500; i++)
        {
            var depth = 7f - 24f * MathF.Pow(Pictures.Hash(i, 21), 1.35f);
            var x = (Pictures.Hash(i, 22) - 0.5f) * (3.5f + 1.35f * (7.5f - depth));
            stage.Place(tufts[(int)(4f * Pictures.Noise(x * 0.05f + 2f, depth * 0.05f + 2f, 9) * 0.7f + 1.2f * Pictures.Hash(i, 23))], x, Height(x, depth), depth, i, 0.8f + 0.7f * Pictures.Hash(i, 24));
        }
        var fallen = new Shape();
        Leaf(fallen, Matrix4x4.CreateScale(0.09f) * Matrix4x4.CreateRotationX(-1.35f));
        var gold = stage.Mesh((fallen, stage.Material(new(new(0.80f, 0.40f, 0.03f), 0.7f) { Picture = Pictures.Leaf(), Cutoff = 0.5f, TwoSided = true })));
        for (var i = 0; i < 900; i++)
        {
            var z = 6.5f - 14f * Pictures.Hash(i, 31);
            var x = (Pictures.Hash(i, 32) - 0.5f) * (3.5f + 1.2f * (7.5f - z));
            stage.Place(gold, x, Height(x, z) + 0.06f + 0.12f * Pictures.Hash(i, 33), z, i * 1.3f);
        }
    }

    private static float Height(float x, float z) => 0.28f * MathF.Sin(0.32f * x + 0.9f) + 0.22f * MathF.Sin(0.27f * z + 0.3f * x) + 0.02f * MathF.Max(-z - 4f, 0f);
}
