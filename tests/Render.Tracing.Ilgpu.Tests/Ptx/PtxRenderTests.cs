using System.Diagnostics;
using Render.Tracing.Compilation;
using Render.Tracing.Rendering;
using Render.Tracing.Tests;
using Xunit.Abstractions;

namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>Whole renders by the text that NVIDIA's driver gets: the bytes are the CPU's.</summary>
public sealed class PtxRenderTests(ITestOutputHelper output)
{
    [Fact]
    public void Trace_SomethingOfEverything_IsTheCpusByteForByte() => Compare(TestScenes.Everything(), new(24, 16, Frame: 3, Seed: 9), new(1, 2));

    private void Compare(CompiledScene scene, RenderSettings settings, TileSamples samples)
    {
        var region = new TileRegion(0, 0, settings.Width, settings.Height);
        using var cpu = new CpuDevice(2);
        var expected = cpu.Trace(scene, settings, region, samples, [.. Enumerable.Range(0, region.BlockCount)], null, default);
        var began = Stopwatch.GetTimestamp();

        var actual = PtxDevice.Trace(scene, settings, region, samples, out var instructions);

        var took = Stopwatch.GetElapsedTime(began);
        output.WriteLine(FormattableString.Invariant($"{instructions / 1e6:F1} million instructions in {took.TotalSeconds:F2} s"));
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i].Sums, actual[i].Sums);
            Assert.Equal((expected[i].Rays, expected[i].Invalid), (actual[i].Rays, actual[i].Invalid));
        }
    }
}
