using System.Text.Json.Serialization;
using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>A node's own measurement on the bundled benchmark scene. Sets its first speed estimate only.</summary>
/// <param name="Rays">Rays traced, as counted by the engine.</param>
/// <param name="Seconds">Wall time of tracing, scene preparation excluded, s; &gt; 0.</param>
/// <param name="PrepareSeconds">Wall time of scene preparation, s; ≥ 0.</param>
/// <param name="Threads">Threads used, ≥ 1.</param>
/// <param name="ResultDigest">SHA-256 of the benchmark's result file: equal for every exact engine of one build.</param>
public sealed record BenchmarkResult(ulong Rays, double Seconds, double PrepareSeconds, int Threads, Digest ResultDigest)
{
    /// <summary>Rays a second, ≥ 0.</summary>
    [JsonIgnore]
    public double RaysPerSecond => Seconds > 0 ? Rays / Seconds : 0;
}
