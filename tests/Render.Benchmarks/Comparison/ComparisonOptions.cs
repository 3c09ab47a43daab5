using System.Globalization;

namespace Render.Benchmarks.Comparison;

/// <summary>How both renderers render.</summary>
/// <param name="Scenes">Files, and names of scenes of our own.</param>
/// <param name="Width">Pixels a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Samples">Paths a pixel of the pictures that are compared; of the converged ones when time is.</param>
/// <param name="Bounces">Most bounces.</param>
/// <param name="Threads">Threads of each.</param>
/// <param name="Time">Seconds into the animation.</param>
/// <param name="Out">Folder for pictures and whatever is made on the way.</param>
internal sealed record ComparisonOptions(IReadOnlyList<string> Scenes, int Width, int Height, int Samples, int Bounces, int Threads, double Time, string Out)
{
    /// <summary>How it is written.</summary>
    public const string Usage = "[--size WxH] [--samples N] [--bounces N] [--threads N] [--time SECONDS] [--out DIR] SCENE…";

    /// <summary>Reads the words after the command; null where they name no scene.</summary>
    public static ComparisonOptions? Parse(string[] words)
    {
        var named = new Dictionary<string, string>();
        var scenes = new List<string>();
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].StartsWith("--", StringComparison.Ordinal) && i + 1 < words.Length)
                named[words[i][2..]] = words[++i];
            else
                scenes.Add(words[i]);
        }
        if (scenes.Count == 0)
            return null;
        var size = named.GetValueOrDefault("size", "240x240").Split('x');
        var folder = Path.GetFullPath(named.GetValueOrDefault("out", "out/comparison"));
        Directory.CreateDirectory(folder);
        return new(
            scenes, Whole(size[0]), Whole(size[1]), Whole(named.GetValueOrDefault("samples", "256")), Whole(named.GetValueOrDefault("bounces", "8")), Whole(named.GetValueOrDefault("threads", "2")),
            double.Parse(named.GetValueOrDefault("time", "0"), CultureInfo.InvariantCulture), folder);
    }

    /// <summary>The scenes, loaded; our own are written first.</summary>
    public IEnumerable<ComparedScene> Load() => Scenes.Select(scene => ComparedScene.Load(File.Exists(scene) ? scene : ComparisonScenes.Write(scene, Out), this));

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
