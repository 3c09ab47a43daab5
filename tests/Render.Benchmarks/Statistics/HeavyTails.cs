namespace Render.Benchmarks.Statistics;

/// <summary>False alarms on invented pictures whose noise has no variance, or no mean, or is nearly always zero; each comparison is of two new ones.</summary>
internal static class HeavyTails
{
    private const int Width = 40, Height = 24;

    private static readonly (string Name, Func<ulong, double> Noise)[] Laws =
    [
        ("normal", static bits => Math.Sqrt(-2 * Math.Log(Unit(bits))) * Math.Cos(2 * Math.PI * Unit(Mix(bits)))),
        ("log-normal, σ = 3", static bits => Math.Exp(3 * Math.Sqrt(-2 * Math.Log(Unit(bits))) * Math.Cos(2 * Math.PI * Unit(Mix(bits))))),
        ("Pareto, exponent 1.1", static bits => Math.Pow(Unit(bits), -1 / 1.1)),
        ("Pareto, exponent 0.5", static bits => Math.Pow(Unit(bits), -2)),
        ("a firefly in 1,000 pixels", static bits => Unit(Mix(bits)) < 1e-3 ? 1e4 : Unit(bits)),
        ("dark but for 1 pixel in 50", static bits => Unit(Mix(bits)) < 0.02 ? Unit(bits) : 0),
    ];

    internal static void Measure(int comparisons)
    {
        Console.WriteLine($"invented noise, {Width}×{Height} pixels, found to differ:");
        var total = new AlarmCount();
        for (var law = 0; law < Laws.Length; law++)
        {
            var (name, noise) = Laws[law];
            var alarms = new AlarmCount();
            var key = (ulong)(law + 1) << 40;
            Parallel.For(0, comparisons / Laws.Length, i =>
            {
                var test = Picture.Compare(Invent(key + (2 * (ulong)i), noise), Invent(key + (2 * (ulong)i) + 1, noise));
                lock (alarms) alarms.Add(test);
            });
            alarms.Print(name);
            total.Add(alarms);
        }

        total.Print("all of them");
    }

    private static Picture Invent(ulong key, Func<ulong, double> noise)
    {
        var sums = new long[3 * Width * Height];
        // Kept far below the largest sum; the picture behind the noise has a gradient and an edge.
        for (var i = 0; i < sums.Length; i++)
            sums[i] = (long)(1e6 * (10 + (i % 120 / 30.0) + (i > sums.Length / 2 ? 5 : 0)) + (1e6 * Math.Clamp(noise(Mix((key << 16) + (ulong)i)), -1e10, 1e10)));
        return new(Width, Height, sums);
    }

    private static double Unit(ulong bits) => ((bits >> 11) + 1) / (double)(1UL << 53);

    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
