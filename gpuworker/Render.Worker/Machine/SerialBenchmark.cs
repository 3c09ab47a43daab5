using System.Text;
using System.Text.Json;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Work;

namespace Render.Worker.Machine;

/// <summary>
/// Runs a benchmark once for each engine build and hardware, one process at a time on a machine, so that nodes which start together do
/// not measure one another.
/// </summary>
/// <param name="benchmark">What measures.</param>
/// <param name="folder">Folder shared by the machine's nodes: lock and results.</param>
/// <param name="clock">Waits for the lock.</param>
public sealed class SerialBenchmark(IBenchmark benchmark, string folder, TimeProvider clock)
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(100);

    /// <summary>The measurement for these facts, and whether it is from before.</summary>
    public async Task<(BenchmarkResult Result, bool Cached)> Get(EngineIdentity engine, MachineFacts machine, int threads, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"benchmark-{Key(engine, machine, threads)}.json");
        if (Read(path) is { } known)
            return (known, true);
        await using var held = await Lock(cancellationToken);
        if (Read(path) is { } measuredMeanwhile)
            return (measuredMeanwhile, true);
        var result = await benchmark.Measure(threads, cancellationToken);
        var draft = path + ".new";
        await File.WriteAllBytesAsync(draft, JsonSerializer.SerializeToUtf8Bytes(result, WireJson.Options), cancellationToken);
        File.Move(draft, path, overwrite: true);
        return (result, false);
    }

    private static string Key(EngineIdentity engine, MachineFacts machine, int threads)
    {
        var text = FormattableString.Invariant(
            $"{engine.Name}/{engine.Build}/{engine.Digest}/{machine.CpuModel}/{machine.Cores}/{machine.Architecture}/{machine.OperatingSystem}/{threads}/{engine.Device?.Name}");
        return Digest.Of(Encoding.UTF8.GetBytes(text)).ToString()[..16];
    }

    private static BenchmarkResult? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<BenchmarkResult>(File.ReadAllBytes(path), WireJson.Options) : null;
        }
        catch (JsonException)
        {
            // Measured again and replaced.
            return null;
        }
    }

    private async Task<FileStream> Lock(CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "benchmark.lock");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                // Held by another node's benchmark; the system frees it when that process ends, however it ends.
                await Task.Delay(LockPoll, clock, cancellationToken);
            }
        }
    }
}
