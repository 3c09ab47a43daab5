using Render.Network.Messages;

namespace Render.Worker.Machine;

/// <summary>Measures how fast this machine renders.</summary>
public interface IBenchmark
{
    /// <summary>Measures.</summary>
    /// <param name="threads">Threads to use.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<BenchmarkResult> Measure(int threads, CancellationToken cancellationToken);
}
