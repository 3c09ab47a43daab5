using System.Globalization;
using Render.Network.Proof;

namespace Render.Benchmarks.Statistics;

/// <summary>How often two honest renderings of a scene are found to differ: every pair of many sample ranges, on every scene, at several sample counts.</summary>
internal static class HonestRate
{
    private const int Width = 64, Height = 48;

    private static readonly int[] Samples = [1, 4, 8, 16];

    internal static void Measure(IReadOnlyList<StatisticalScene> scenes, int comparisons)
    {
        var ranges = 2;
        while (scenes.Count * Samples.Length * ranges * (ranges - 1) / 2 < comparisons) ranges++;
        Console.WriteLine($"honest renderings of {Width}×{Height} pixels, every pair of {ranges} sample ranges each, found to differ:");
        var total = new AlarmCount();
        foreach (var scene in scenes)
            foreach (var samples in Samples)
            {
                var pictures = new Picture[ranges];
                for (var i = 0; i < ranges; i++) pictures[i] = scene.Trace(Width, Height, i * samples, samples);
                var alarms = new AlarmCount();
                Parallel.For(0, ranges, i =>
                {
                    for (var j = i + 1; j < ranges; j++)
                    {
                        var test = Picture.Compare(pictures[i], pictures[j]);
                        lock (alarms) alarms.Add(test);
                    }
                });
                alarms.Print(string.Create(CultureInfo.InvariantCulture, $"{scene.Name}, {samples} samples"));
                total.Add(alarms);
            }

        total.Print("all of them");
    }
}
