using Render.Tracing.Ilgpu.Devices;
using Render.Tracing.Rendering;
using Render.Tracing.Tests;

namespace Render.Tracing.Ilgpu.Tests.Rendering;

public sealed class SameBytesTests
{
    [Fact]
    public void Emulated_WholeRender_IsTheCpusByteForByte()
    {
        var scene = TestScenes.Everything();
        var settings = new RenderSettings(40, 28, Frame: 3, Seed: 9);
        var region = new TileRegion(0, 0, 40, 28);
        var samples = new TileSamples(1, 3);
        int[] blocks = [.. Enumerable.Range(0, region.BlockCount)];
        using var gpu = new GpuDevice(DeviceFinder.Find(DeviceKind.Emulated, out _));
        using var cpu = new CpuDevice(2);

        var expected = cpu.Trace(scene, settings, region, samples, blocks, null, default);
        var actual = gpu.Trace(scene, settings, region, samples, blocks, null, default);

        for (var i = 0; i < blocks.Length; i++)
        {
            Assert.Equal(expected[i].Sums, actual[i].Sums);
            Assert.Equal((expected[i].Rays, expected[i].Invalid), (actual[i].Rays, actual[i].Invalid));
        }
    }
}
