using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Machine;
using Render.Worker.Tests.Support;
using Render.Worker.Work;

namespace Render.Worker.Tests.Machine;

public sealed class SerialBenchmarkTests : IDisposable
{
    private static readonly EngineIdentity Engine = new("e", 1, Digest.Of("engine"u8), 1);
    private static readonly MachineFacts Machine = new("cpu", 2, 1, "os", "x64");

    private readonly TemporaryFolder folder = new();
    private readonly CountingBenchmark counting = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Get_ByManyAtOnce_MeasuresOnceAndNeverSideBySide()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Benchmark().Get(Engine, Machine, 2, default))));
        Assert.Equal(1, counting.Measured);
        Assert.Single(all, one => !one.Cached);
        Assert.Single(all.Select(one => one.Result).Distinct());
    }

    [Fact]
    public async Task Get_OtherBuildThreadsOrMachine_MeasuresAgain()
    {
        await Benchmark().Get(Engine, Machine, 2, default);
        await Benchmark().Get(Engine with { Build = 2 }, Machine, 2, default);
        await Benchmark().Get(Engine, Machine, 1, default);
        await Benchmark().Get(Engine, Machine with { CpuModel = "other" }, 2, default);
        Assert.Equal(4, counting.Measured);
    }

    [Fact]
    public async Task Get_ResultFileTorn_MeasuresAgain()
    {
        await Benchmark().Get(Engine, Machine, 2, default);
        foreach (var file in Directory.EnumerateFiles(folder.Path, "benchmark-*.json"))
            await File.WriteAllTextAsync(file, "{\"rays\":");
        Assert.False((await Benchmark().Get(Engine, Machine, 2, default)).Cached);
    }

    private SerialBenchmark Benchmark() => new(counting, folder.Path, TimeProvider.System);

    private sealed class CountingBenchmark : IBenchmark
    {
        private int measured;
        private int running;

        public int Measured => measured;

        public async Task<BenchmarkResult> Measure(int threads, CancellationToken cancellationToken)
        {
            Assert.Equal(1, Interlocked.Increment(ref running));
            await Task.Yield();
            var number = Interlocked.Increment(ref measured);
            Interlocked.Decrement(ref running);
            return new BenchmarkResult((ulong)number, 1, 0, threads, default);
        }
    }
}
