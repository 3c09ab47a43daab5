using Render.Network.Messages;
using Render.Tracing.Compilation;
using Render.Tracing.Rendering;
using Render.Worker.Cache;
using Render.Worker.Tests.Support;
using Render.Worker.Tracer;
using Render.Worker.Work;

namespace Render.Worker.Tests.Tracer;

public sealed class TracerEngineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MemorySource source = new();
    private readonly Progress<RenderedBlock> unheard = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Render_AnyThreads_GivesTheSameBytes()
    {
        var task = Task(Packages.Triangle);
        var one = await Engine(threads: 1).Render(task, unheard, default);
        var three = await Engine(threads: 3).Render(task, unheard, default);
        Assert.Equal(one.Blocks.SelectMany(block => block.Sums), three.Blocks.SelectMany(block => block.Sums));
        Assert.Equal(one.Blocks.Select(block => block.Rays), three.Blocks.Select(block => block.Rays));
        Assert.Contains(one.Blocks, block => block.Sums.Any(sum => sum > 0));
    }

    [Fact]
    public async Task Render_SomeBlocks_AreThoseOfTheWhole()
    {
        var task = Task(Packages.Triangle);
        var whole = await Engine().Render(task, unheard, default);
        var some = await Engine().Render(task with { Blocks = [3, 7] }, unheard, default);
        Assert.Equal([3, 7], some.Blocks.Select(block => block.Block));
        Assert.Equal(whole.Blocks[3].Sums, some.Blocks[0].Sums);
        Assert.Equal(whole.Blocks[7].Sums, some.Blocks[1].Sums);
        Assert.Equal(whole.Blocks[7].Rays, some.Blocks[1].Rays);
    }

    [Fact]
    public async Task Render_SecondTask_FetchesNothingAgain()
    {
        var task = Task(Packages.Triangle);
        var engine = Engine();
        await engine.Render(task, unheard, default);
        var fetches = source.Fetches;
        await engine.Render(task, unheard, default);
        Assert.Equal(fetches, source.Fetches);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("{\"asset\":{\"version\":\"2.0\"},\"scene\":0,\"scenes\":[{\"nodes\":[0]}],\"nodes\":[{\"children\":[0]}]}")]
    public async Task Render_SceneThatCannotBeLoaded_IsAFailureOfTheScene(string gltf)
    {
        var failure = await Assert.ThrowsAsync<TaskFailedException>(() => Engine().Render(Task(gltf), unheard, default));
        Assert.Equal(LeaseFailure.CannotLoad, failure.Code);
    }

    [Fact]
    public async Task Render_ManifestThatIsNone_IsAFailureOfTheScene()
    {
        var task = Task(Packages.Triangle);
        var wrong = task with { Task = task.Task with { Package = source.Add([1, 2, 3]) } };
        var failure = await Assert.ThrowsAsync<TaskFailedException>(() => Engine().Render(wrong, unheard, default));
        Assert.Equal(LeaseFailure.CannotLoad, failure.Code);
    }

    [Fact]
    public async Task Render_TaskBeyondMemory_IsRefusedBeforeAnythingIsFetched()
    {
        var failure = await Assert.ThrowsAsync<TaskFailedException>(() => Engine(memory: 10_000).Render(Task(Packages.Triangle), unheard, default));
        Assert.Equal(LeaseFailure.OutOfMemory, failure.Code);
        Assert.Equal(0, source.Fetches);
    }

    [Fact]
    public async Task Render_CameraUnknown_IsAFailureOfTheScene()
    {
        var task = Task(Packages.Triangle);
        var failure = await Assert.ThrowsAsync<TaskFailedException>(
            () => Engine().Render(task with { Settings = task.Settings with { Camera = "nowhere" } }, unheard, default));
        Assert.Equal(LeaseFailure.CannotLoad, failure.Code);
    }

    [Fact]
    public async Task Render_WithoutEnvironment_IsBlackAndWithTheSkyIsNot()
    {
        var task = Task(Packages.Triangle);
        var sky = await Engine().Render(task, unheard, default);
        var dark = await Engine().Render(task with { Settings = task.Settings with { Environment = "none" } }, unheard, default);
        Assert.All(dark.Blocks, block => Assert.All(block.Sums, sum => Assert.Equal(0, sum)));
        Assert.Contains(sky.Blocks, block => block.Sums.Any(sum => sum > 0));
    }

    [Fact]
    public async Task Render_Cancelled_Stops()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Engine().Render(Task(Packages.Triangle), unheard, cancelled.Token));
    }

    [Fact]
    public async Task Benchmark_AnyThreads_TellsTheSameResult()
    {
        var one = await new TracerBenchmark(TimeProvider.System, samples: 1).Measure(1, default);
        var two = await new TracerBenchmark(TimeProvider.System, samples: 1).Measure(2, default);
        Assert.Equal(one.ResultDigest, two.ResultDigest);
        Assert.Equal(one.Rays, two.Rays);
        Assert.True(one.Rays > 50_000);
    }

    [Fact]
    public async Task Render_DeviceFails_TheProcessorGoesOnAndTheReceiptsSaySo()
    {
        var task = Task(Packages.Triangle);
        var expected = await Engine().Render(task, unheard, default);
        using var device = new FailingDevice(isMemory: false);
        var engine = new TracerEngine(Files(), 2, 1L << 30, TimeProvider.System, device);
        Assert.Equal(DeviceClasses.OfCuda(9, 0), engine.Identity.DeviceClass);

        var result = await engine.Render(task, unheard, default);
        await engine.Render(task, unheard, default);

        Assert.Equal(expected.Blocks.SelectMany(block => block.Sums), result.Blocks.SelectMany(block => block.Sums));
        Assert.Contains(result.Notices, notice => notice.StartsWith("device-lost", StringComparison.Ordinal));
        Assert.Equal(1, device.Calls);
        Assert.Equal(TracerIdentity.On(new CpuDevice(2).Identity).DeviceClass, engine.Identity.DeviceClass);
        Assert.Equal(TracerIdentity.On(device.Identity).Digest, engine.Identity.Digest);
    }

    [Fact]
    public async Task Render_DeviceIsTooSmall_IsAFailureOfMemory()
    {
        using var device = new FailingDevice(isMemory: true);
        var engine = new TracerEngine(Files(), 2, 1L << 30, TimeProvider.System, device);
        var failure = await Assert.ThrowsAsync<TaskFailedException>(() => engine.Render(Task(Packages.Triangle), unheard, default));
        Assert.Equal(LeaseFailure.OutOfMemory, failure.Code);
        Assert.Equal(DeviceClasses.OfCuda(9, 0), engine.Identity.DeviceClass);
    }

    [Fact]
    public void Identity_StatisticalDevice_IsAnotherEngine()
    {
        var exact = TracerIdentity.On(new("a GPU", DeviceClasses.OfCuda(8, 6), true, 1));
        var statistical = TracerIdentity.On(new("a GPU", DeviceClasses.OpenCL, false, 1));
        Assert.Equal(TracerIdentity.Name, exact.Name);
        Assert.NotEqual(exact.Name, statistical.Name);
        Assert.NotEqual(exact.Digest, statistical.Digest);
    }

    private EngineTask Task(string gltf)
    {
        var package = Packages.Store(gltf, (_, content) => source.Add(content));
        var work = Assignments.WithPackage(Assignments.Render(), package);
        return new EngineTask(work.Task, work.Settings, work.Files, [.. Enumerable.Range(0, work.Task.Id.Region.Blocks)]);
    }

    private TracerEngine Engine(int threads = 2, long memory = 1L << 30) =>
        new(Files(), threads, memory, TimeProvider.System);

    private FileCache Files() => new(folder.Path, 1 << 24, source, TimeProvider.System);

    /// <summary>A GPU that fails whatever it is asked.</summary>
    private sealed class FailingDevice(bool isMemory) : ITracingDevice
    {
        public DeviceIdentity Identity { get; } = new("a GPU", DeviceClasses.OfCuda(9, 0), true, 1L << 30);

        public int Calls { get; private set; }

        public long MemoryFor(CompiledScene scene) => 0;

        public IReadOnlyList<BlockResult> Trace(
            CompiledScene scene, RenderSettings settings, TileRegion region, TileSamples samples, IReadOnlyList<int> blocks, Action<int, BlockResult>? done, CancellationToken cancellation)
        {
            Calls++;
            throw new DeviceException(isMemory, "it fell off the bus");
        }

        public void Dispose()
        {
        }
    }
}
