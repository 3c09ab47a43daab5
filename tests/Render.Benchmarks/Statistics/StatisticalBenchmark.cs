using System.Globalization;

namespace Render.Benchmarks.Statistics;

/// <summary>
/// What statistical mode is worth: how often honest renderings are found to differ, on traced scenes and on invented noise of the worst kinds, and how
/// often each way of cheating is found.
/// </summary>
internal static class StatisticalBenchmark
{
    private const string Usage = "statistical [SCENE.glb…] [--comparisons N] [--only honest|tails|power]";

    internal static async Task Run(string[] args)
    {
        if (args.Contains("--help"))
        {
            Console.WriteLine(Usage);
            return;
        }

        var only = Option(args, "--only", "");
        var comparisons = int.Parse(Option(args, "--comparisons", "120000"), CultureInfo.InvariantCulture);
        var files = args.Where((arg, i) => !arg.StartsWith("--", StringComparison.Ordinal) && (i == 0 || !args[i - 1].StartsWith("--", StringComparison.Ordinal)));
        var scenes = await StatisticalScene.All(files).ConfigureAwait(false);
        if (only is "" or "honest") HonestRate.Measure(scenes, comparisons);
        if (only is "" or "tails") HeavyTails.Measure(comparisons);
        if (only is "" or "power") DetectionPower.Measure(scenes);
    }

    private static string Option(string[] args, string name, string absent) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : absent;
}
