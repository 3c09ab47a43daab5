using ILGPU.Runtime.Cuda;
using Render.Tracing.Compilation;
using Render.Tracing.Ilgpu.Devices;
using Render.Tracing.Ilgpu.Tests.Rendering;
using Render.Tracing.Ilgpu.Tests.Support;
using Render.Tracing.Rendering;

namespace Render.Tracing.Ilgpu.Tests.Devices;

/// <summary>Devices that fail, that are too small, that are several, and that are told to stop.</summary>
public sealed class GpuDeviceTests : IDisposable
{
    private static readonly TileRegion Region = new(0, 0, 40, 32);
    private static readonly RenderSettings Settings = new(40, 32);
    private static readonly TileSamples Samples = new(0, 2);
    private static readonly int[] Blocks = [.. Enumerable.Range(0, Region.BlockCount)];
    private static readonly FoundDevice Emulated = DeviceFinder.Find(DeviceKind.Emulated, out _)[0];

    private readonly CompiledScene scene = DeviceScenes.All["Everything"]();
    private readonly CpuDevice processor = new(2);

    public void Dispose() => processor.Dispose();

    private IReadOnlyList<BlockResult> Expected => Trace(processor);

    [Theory]
    [InlineData(nameof(DeviceStep.Open))]
    [InlineData(nameof(DeviceStep.Upload))]
    [InlineData(nameof(DeviceStep.Launch))]
    public void Trace_DeviceIsLostOnce_OpensItAgainAndFinishes(string step)
    {
        var failures = 0;
        using var device = Failing(Enum.Parse<DeviceStep>(step), () => ++failures == 1, Lost);

        SameBytesTests.Same(Expected, Trace(device));

        Assert.Equal(2, failures);
    }

    [Fact]
    public void Trace_DeviceIsLostTwice_SaysSo()
    {
        using var device = Failing(DeviceStep.Launch, () => true, Lost);

        var e = Assert.Throws<DeviceException>(() => Trace(device));

        Assert.False(e.IsMemory);
        Assert.Contains("failed twice", e.Message, StringComparison.Ordinal);
        Assert.Contains("--device cpu", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trace_MemoryIsShortOnce_FreesWhatIsHeldAndFinishes()
    {
        var failures = 0;
        using var device = Failing(DeviceStep.Upload, () => ++failures == 1, Full);

        SameBytesTests.Same(Expected, Trace(device));
    }

    [Fact]
    public void Trace_MemoryIsShort_SaysSoAndTheNextFrameThatFitsIsTraced()
    {
        var isFull = true;
        using var device = Failing(DeviceStep.Upload, () => isFull, Full);

        Assert.True(Assert.Throws<DeviceException>(() => Trace(device)).IsMemory);

        isFull = false;
        SameBytesTests.Same(Expected, Trace(device));
    }

    [Fact]
    public void Trace_FrameLargerThanTheDevice_IsRefusedBeforeAnythingIsCopied()
    {
        var steps = 0;
        var small = Emulated with { Identity = Emulated.Identity with { MemoryBytes = 1 << 20 } };
        using var device = new GpuDevice([new DeviceSlot(small, _ => steps++)]);

        var e = Assert.Throws<DeviceException>(() => Trace(device));

        Assert.True(e.IsMemory);
        Assert.Contains("MiB", e.Message, StringComparison.Ordinal);
        Assert.Equal(0, steps);
    }

    [Fact]
    public void MemoryFor_IsWhatTheBuffersTake()
    {
        using var device = new GpuDevice([Emulated]);
        var needed = device.MemoryFor(scene);

        // Two batches of blocks, and the scene.
        Assert.InRange(needed - DeviceLaunches.Bytes, 10_000, 1_000_000);
        Assert.True(needed > device.MemoryFor(DeviceScenes.All["OnlySky"]()));
    }

    [Fact]
    public void Trace_SeveralDevices_ShareTheBlocks()
    {
        using var device = new GpuDevice([Emulated, Emulated, Emulated]);

        SameBytesTests.Same(Expected, Trace(device));
    }

    [Fact]
    public void Trace_OneOfSeveralIsLost_TheOthersFinish()
    {
        using var device = new GpuDevice([new DeviceSlot(Emulated), new DeviceSlot(Emulated, step => Throw(step == DeviceStep.Launch, Lost))]);

        SameBytesTests.Same(Expected, Trace(device));
    }

    [Fact]
    public void Trace_DevicesOfTwoClasses_AreNotOne() =>
        Assert.Throws<ArgumentException>(() => new GpuDevice([Emulated, Emulated with { Identity = Emulated.Identity with { Class = DeviceClasses.OpenCL } }]));

    [Fact]
    public void Trace_Stopped_StopsAndWorksAgain()
    {
        using var device = new GpuDevice([Emulated]);
        using var stop = new CancellationTokenSource();

        // A picture of which the first blocks are enough to see that it works.
        var settings = new RenderSettings(512, 512);
        var region = new TileRegion(0, 0, 512, 512);
        Assert.ThrowsAny<OperationCanceledException>(() => device.Trace(
            scene, settings, region, new(0, 4), [.. Enumerable.Range(0, region.BlockCount)], (_, _) => stop.Cancel(), stop.Token));

        SameBytesTests.Same(Expected, Trace(device));
    }

    [Fact]
    public void Trace_ReportsEveryBlockOnce()
    {
        using var device = new GpuDevice([Emulated]);
        var told = new BlockResult?[Blocks.Length];

        var results = device.Trace(scene, Settings, Region, Samples, Blocks, (at, block) => Assert.Null(Interlocked.Exchange(ref told[at], block)), CancellationToken.None);

        Assert.Equal<BlockResult?>(results, told);
    }

    private static GpuDevice Failing(DeviceStep at, Func<bool> fails, Func<Exception> with) =>
        new([new DeviceSlot(Emulated, step => Throw(step == at && fails(), with))]);

    private static void Throw(bool fails, Func<Exception> with)
    {
        if (fails)
            throw with();
    }

    private static CudaException Lost() => new("an illegal memory access was encountered");

    private static OutOfMemoryException Full() => new("out of memory");

    private IReadOnlyList<BlockResult> Trace(ITracingDevice device) => device.Trace(scene, Settings, Region, Samples, Blocks, null, CancellationToken.None);
}
