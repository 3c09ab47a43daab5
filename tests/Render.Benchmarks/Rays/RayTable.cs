using System.Globalization;
using System.Text;

namespace Render.Benchmarks.Rays;

/// <summary>Measures engines in turns, and prints a line for each kind of rays: millions a second by each, and the first engine's over the robust Embree's.</summary>
internal static class RayTable
{
    /// <summary>Measures on the calling thread.</summary>
    /// <param name="engines">Ours first.</param>
    /// <param name="sets">The rays.</param>
    /// <param name="rounds">How often each has its turn; the median counts. One more goes first and warms up.</param>
    internal static void Print(IReadOnlyList<IRayEngine> engines, IReadOnlyList<RaySet> sets, int rounds)
    {
        Console.WriteLine("  " + "M rays/s".PadRight(27) + string.Concat(engines.Select(engine => engine.Name.PadLeft(22))) + "   ours / each");
        var agreements = new Agreement[engines.Count];
        foreach (var set in sets)
        {
            if (set.Rays.Length == 0)
                continue;
            var answers = engines.Select(_ => new RayAnswer[set.Rays.Length]).ToArray();
            var seconds = engines.Select(_ => new List<double>()).ToArray();
            for (var round = 0; round <= rounds; round++)
            {
                for (var i = 0; i < engines.Count; i++)
                {
                    var (engine, answer) = (engines[i], answers[i]);
                    var taken = PinnedThread.Seconds(() =>
                    {
                        if (set.IsAny)
                            engine.Occluded(set.Rays, set.Far, answer);
                        else
                            engine.Closest(set.Rays, set.Far, answer);
                    });
                    if (round > 0)
                        seconds[i].Add(taken);
                }
            }
            var line = new StringBuilder("  ").Append(set.Name.PadRight(27));
            foreach (var taken in seconds)
                line.Append(CultureInfo.InvariantCulture, $"{set.Rays.Length / Median(taken) / 1e6,22:f2}");
            line.Append("   ");
            foreach (var taken in seconds.Skip(1))
                line.Append(CultureInfo.InvariantCulture, $"{Median(taken) / Median(seconds[0]),6:f2}");
            Console.WriteLine(line);
            for (var i = 1; i < engines.Count; i++)
                agreements[i] += Agreement.Of(answers[0], answers[i]);
        }
        for (var i = 1; i < engines.Count; i++)
            Console.WriteLine(FormattableString.Invariant($"  ours and {engines[i].Name}: {agreements[i].Same:N0} the same, {agreements[i].Ties:N0} ties, {agreements[i].Different:N0} different"));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
