using System.Diagnostics;
using Render.Tracing.Compilation;
using Render.Tracing.Paths;
using Render.Tracing.Rendering;
using Render.Tracing.Tests;
using Xunit.Abstractions;

namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>Whole renders by the text that NVIDIA's driver gets: the bytes are the CPU's.</summary>
public sealed class PtxRenderTests(ITestOutputHelper output)
{
    [Fact]
    public void Trace_SomethingOfEverything_IsTheCpusByteForByte() => Compare(TestScenes.Everything(), new(60, 44, Frame: 3, Seed: 9), new(1, 4));

    [Theory]
    [InlineData(LightStrategy.ChoosingLights)]
    [InlineData(LightStrategy.Scattering)]
    public void Trace_OtherStrategies_AreTheCpusByteForByte(LightStrategy strategy) =>
        Compare(TestScenes.Everything(), new(36, 20, Bounces: 3, Strategy: strategy, IndirectClamp: 0f), new(1_000_003, 3));

    [Fact]
    public void Trace_OnlySky_IsTheCpusByteForByte() => Compare(PtxScenes.OnlySky(), new(9, 7), new(0, 1));

    [Fact]
    public void Trace_TexturesAndLights_AreTheCpusByteForByte() => Compare(PtxScenes.Textured(), new(60, 44, Bounces: 12, Seed: 77), new(0, 4));

    [Fact]
    public void Trace_ManyInstances_AreTheCpusByteForByte() => Compare(PtxScenes.Crowd(), new(60, 44, Bounces: 5, Seed: uint.MaxValue), new(0, 4));

    private void Compare(CompiledScene scene, RenderSettings settings, TileSamples samples)
    {
        var region = new TileRegion(0, 0, settings.Width, settings.Height);
        using var cpu = new CpuDevice(2);
        var expected = cpu.Trace(scene, settings, region, samples, [.. Enumerable.Range(0, region.BlockCount)], null, default);
        var began = Stopwatch.GetTimestamp();

        var actual = PtxDevice.Trace(scene, settings, region, samples, out var instructions);

        var took = Stopwatch.GetElapsedTime(began);
        output.WriteLine(FormattableString.Invariant($"{instructions / 1e6:F1} million instructions in {took.TotalSeconds:F2} s; rays {actual.Sum(b => (long)b.Rays)} sum {actual.Sum(b => b.Sums.Sum())}"));
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i].Sums, actual[i].Sums);
            Assert.Equal((expected[i].Rays, expected[i].Invalid), (actual[i].Rays, actual[i].Invalid));
        }
    }
}
