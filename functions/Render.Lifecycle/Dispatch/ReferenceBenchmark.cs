using Render.Network.Messages;

namespace Render.Lifecycle.Dispatch;

/// <summary>
/// The bundled benchmark on the reference machine, a thread of an AMD EPYC (Zen 4) at 2.6 GHz. A second of that thread is a work unit: so a
/// node's speed in units is how much faster than it the benchmark ran.
/// </summary>
internal static class ReferenceBenchmark
{
    /// <summary>Rays of the benchmark that the reference machine traces in a second, as <c>Render.Benchmarks calibrate</c> measures it.</summary>
    private const double RaysPerSecond = 2_300_000;

    /// <summary>Thousandths of a work unit that a node with this result does in a second; 1 to 10⁹.</summary>
    public static long SpeedMilli(BenchmarkResult benchmark) => Math.Clamp((long)(benchmark.RaysPerSecond / RaysPerSecond * 1_000), 1, 1_000_000_000);
}
