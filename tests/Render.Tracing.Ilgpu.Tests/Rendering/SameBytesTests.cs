using Render.Tracing.Ilgpu.Devices;
using Render.Tracing.Ilgpu.Tests.Support;
using Render.Tracing.Paths;
using Render.Tracing.Rendering;

namespace Render.Tracing.Ilgpu.Tests.Rendering;

/// <summary>Whole renders: the scalar code, vectors, ILGPU's emulator and every CUDA device that is there give the same bytes.</summary>
public sealed class SameBytesTests : IDisposable
{
    private static readonly TileRegion Region = new(8, 0, 37, 27);
    private static readonly RenderSettings Settings = new(48, 27, Frame: 3, Seed: 9);
    private static readonly TileSamples Samples = new(1, 2);
    private static readonly int[] Blocks = [.. Enumerable.Range(0, Region.BlockCount)];

    private readonly List<ITracingDevice> devices =
    [
        .. DeviceFinder.Find(DeviceKind.Emulated, out _).Concat(DeviceFinder.Find(DeviceKind.Cuda, out _)).Select(found => new GpuDevice([found])),
    ];

    public static TheoryData<string> Scenes => [.. DeviceScenes.All.Keys];

    public void Dispose() => devices.ForEach(device => device.Dispose());

    [Theory]
    [MemberData(nameof(Scenes))]
    public void WholeRender_EveryDevice_IsTheScalarCodesByteForByte(string scene)
    {
        var compiled = DeviceScenes.All[scene]();
        var scalar = new BlockRenderer(compiled, Settings, scalar: true);
        using var processor = new CpuDevice(2);
        foreach (var device in devices.Prepend(processor))
        {
            var results = device.Trace(compiled, Settings, Region, Samples, Blocks, null, CancellationToken.None);
            for (var block = 0; block < Blocks.Length; block++)
            {
                var pixels = Region.Block(block);
                var sums = new long[3 * pixels.Width * pixels.Height];
                var rays = scalar.Render(pixels, Samples, sums, out var invalid);
                Assert.True(sums.AsSpan().SequenceEqual(results[block].Sums), $"{scene} on {device.Identity.Name}, block {block}");
                Assert.Equal((rays, invalid), (results[block].Rays, results[block].Invalid));
            }
        }
    }

    [Theory]
    [InlineData(LightStrategy.ChoosingLights, 0, 0f, PixelFilter.Box)]
    [InlineData(LightStrategy.Scattering, 12, 0f, PixelFilter.BlackmanHarris)]
    [InlineData(LightStrategy.Both, 2, 0.4f, PixelFilter.BlackmanHarris)]
    public void WholeRender_OtherSettings_IsTheProcessorsByteForByte(LightStrategy strategy, int bounces, float clamp, PixelFilter filter)
    {
        var scene = DeviceScenes.All["Everything"]();
        var settings = Settings with { Strategy = strategy, Bounces = bounces, IndirectClamp = clamp, Filter = filter };
        using var processor = new CpuDevice(2);
        var expected = processor.Trace(scene, settings, Region, Samples, Blocks, null, CancellationToken.None);
        foreach (var device in devices)
            Same(expected, device.Trace(scene, settings, Region, Samples, Blocks, null, CancellationToken.None));
    }

    [Fact]
    public void WholeRender_WithANoiseTarget_IsTheProcessorsByteForByte()
    {
        var scene = DeviceScenes.All["Lamps"]();
        var settings = Settings with { NoiseTarget = 0.2f };
        var samples = new TileSamples(0, 72);
        using var processor = new CpuDevice(2);
        var expected = processor.Trace(scene, settings, Region, samples, Blocks, null, CancellationToken.None);
        var most = expected.Max(block => block.Rays);
        Assert.Contains(expected, block => block.Rays < most / 2);
        foreach (var device in devices)
        {
            var told = new int[Blocks.Length];
            Same(expected, device.Trace(scene, settings, Region, samples, Blocks, (at, block) => told[at]++, CancellationToken.None));
            Assert.All(told, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void SomeBlocks_InAnyOrder_AreThoseOfTheWhole()
    {
        var scene = DeviceScenes.All["Lamps"]();
        int[] some = [11, 2, 7];
        foreach (var device in devices)
        {
            var whole = device.Trace(scene, Settings, Region, Samples, Blocks, null, CancellationToken.None);
            Same([.. some.Select(block => whole[block])], device.Trace(scene, Settings, Region, Samples, some, null, CancellationToken.None));
        }
    }

    [Fact]
    public void Frames_OneAfterTheOther_AreEachTheirOwn()
    {
        using var processor = new CpuDevice(2);
        foreach (var name in (string[])["Lamps", "ManyInstances", "Lamps", "OnlySky", "Everything"])
        {
            var scene = DeviceScenes.All[name]();
            var expected = processor.Trace(scene, Settings, Region, new(0, 1), Blocks, null, CancellationToken.None);
            foreach (var device in devices)
                Same(expected, device.Trace(scene, Settings, Region, new(0, 1), Blocks, null, CancellationToken.None));
        }
    }

    internal static void Same(IReadOnlyList<BlockResult> expected, IReadOnlyList<BlockResult> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i].Pixels, actual[i].Pixels);
            Assert.Equal(expected[i].Sums, actual[i].Sums);
            Assert.Equal((expected[i].Rays, expected[i].Invalid), (actual[i].Rays, actual[i].Invalid));
        }
    }
}
