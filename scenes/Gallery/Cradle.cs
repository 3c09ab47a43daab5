using Scenery;

namespace Gallery;

/// <summary>Newton's cradle, one second that loops: motion blur, mirrors in mirrors, a lacquered foot.</summary>
internal static class Cradle
{
    private const float Seconds = 1f;
    private const float Radius = 0.30f;
    private const float Drop = 1.75f;

    /// <summary>Builds the scene.</summary>
    public static Stage Build()
    {
        var stage = new Stage();
        var chrome = new Surface(new(0.93f, 0.93f, 0.94f), 0.09f, 1f);
        var steel = stage.Material(chrome);
        var brass = stage.Material(new(new(0.95f, 0.70f, 0.34f), 0.26f, 1f));
        var thread = stage.Material(new(new(0.12f, 0.11f, 0.10f), 0.7f));
        var pendulum = stage.Mesh(
            (new Shape().Add(Solids.Sphere(72, 48).Stretched(Radius, Radius, Radius), y: -Drop), steel),
            (new Shape().Add(Solids.Rod(new(0f, -Drop + Radius, 0f), new(0f, 0f, 0.75f), 0.008f, 6)).Add(Solids.Rod(new(0f, -Drop + Radius, 0f), new(0f, 0f, -0.75f), 0.008f, 6)), thread));
        for (var i = 0; i < 5; i++)
            stage.Swing(pendulum, new((i - 2) * 2f * Radius, 2.3f, 0f), Seconds, [.. Enumerable.Range(0, 97).Select(k => Angle(i, k / 96f))]);
        var frame = new Shape();
        foreach (var z in new[] { -0.75f, 0.75f })
        {
            frame.Add(Solids.Rod(new(-1.75f, 2.3f, z), new(1.75f, 2.3f, z), 0.05f, 20));
            foreach (var x in new[] { -1.75f, 1.75f })
                frame.Add(Solids.Rod(new(x, 0f, z), new(x, 2.3f, z), 0.05f, 20)).Add(Solids.Sphere(20, 14).Stretched(0.06f, 0.06f, 0.06f), x, 2.3f, z);
        }
        stage.Place(stage.Mesh((frame, brass)));
        stage.Add(Solids.Box(4.2f, 0.22f, 2.1f), new(new(0.16f, 0.015f, 0.012f), 0.5f) { Coat = 1f, CoatRoughness = 0.05f }, y: -0.02f);
        var floor = new Shape();
        floor.Quad(new(-30f, -0.13f, 20f), new(30f, -0.13f, 20f), new(30f, -0.13f, -20f), new(-30f, -0.13f, -20f));
        stage.Add(floor, new(new(0.16f, 0.20f, 0.24f), 0.6f));
        var wall = new Shape();
        wall.Quad(new(-30f, -1f, -5f), new(30f, -1f, -5f), new(30f, 20f, -5f), new(-30f, 20f, -5f));
        stage.Add(wall, new(new(0.30f, 0.37f, 0.44f), 0.9f));
        stage.Lamp(new(-2.5f, 5.5f, 2.0f), new(0f, 0.6f, 0f), 4.0f, 2.6f, new(17f, 16f, 14.5f));
        stage.Lamp(new(5.5f, 2.4f, 3.0f), new(0f, 0.8f, 0f), 1.4f, 3.6f, new(11f, 8f, 5.5f));
        stage.Lamp(new(-6f, 2.2f, 1.0f), new(0f, 0.8f, 0f), 1.2f, 3.6f, new(6f, 8.5f, 11f));
        stage.Camera(new(1.7f, 1.75f, 7.4f), new(0f, 1.05f, 0f), 0.40f);
        return stage;
    }

    /// <summary>The first ball swings out in the first half of a loop, the last in the second; between them the shock passes.</summary>
    private static float Angle(int ball, float part) => ball switch
    {
        0 => part < 0.5f ? -0.62f * MathF.Sin(2f * MathF.PI * part) : 0f,
        4 => part > 0.5f ? -0.62f * MathF.Sin(2f * MathF.PI * part) : 0f,
        _ => 0f,
    };
}
