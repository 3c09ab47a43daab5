using Render.Benchmarks.Cuda;
using Render.Tracing.Compilation;
using Render.Tracing.Ilgpu.Tests.Support;
using Render.Tracing.Paths;
using Render.Tracing.Rendering;
using Render.Tracing.Tests;

namespace Render.Tracing.Ilgpu.Tests.Peer;

/// <summary>The benchmark's CUDA C++ tracer, compiled for this processor: a second implementation of the whole path, over the device's own nodes.</summary>
public sealed class PeerTests(PeerProgram program) : IClassFixture<PeerProgram>
{
    public static TheoryData<string> Scenes => [.. DeviceScenes.Plain.Keys];

    [PeerTheory]
    [MemberData(nameof(Scenes))]
    public void Paths_OfAScene_AreTheCpusByteForByte(string scene) =>
        AssertSame(DeviceScenes.Plain[scene](), new RenderSettings(44, 28, Frame: 3, Bounces: 12, Seed: 9), new(1, 5));

    [PeerFact]
    public void Paths_OfATexturedLamp_AreTheCpusByteForByte() =>
        AssertSame(PeerScenes.TexturedLamp(), new RenderSettings(44, 30, Bounces: 3, IndirectClamp: 0f), new(0, 6));

    [PeerFact]
    public void Paths_OfCoincidentSpheres_AreTheCpusByteForByte() =>
        AssertSame(PeerScenes.Coincident(), new RenderSettings(48, 24), new(0, 4));

    [PeerFact]
    public void Paths_WithAFilter_AreTheCpusByteForByte() =>
        AssertSame(DeviceScenes.ThroughALens(), new RenderSettings(44, 28, Bounces: 2) { Filter = PixelFilter.BlackmanHarris }, new(0, 8));

    [PeerTheory]
    [InlineData(LightStrategy.ChoosingLights)]
    [InlineData(LightStrategy.Scattering)]
    public void Paths_OfAStrategy_AreTheCpusByteForByte(LightStrategy strategy) =>
        AssertSame(TestScenes.Everything(), new RenderSettings(24, 16, Strategy: strategy), new(0, 4));

    private void AssertSame(CompiledScene scene, RenderSettings settings, TileSamples samples)
    {
        var region = new TileRegion(0, 0, settings.Width, settings.Height);
        using var cpu = new CpuDevice(2);
        var expected = cpu.Trace(scene, settings, region, samples, [.. Enumerable.Range(0, region.BlockCount)], null, default);

        var actual = program.Trace(scene, SceneDump.Launch(settings, samples, samplesPerThread: 3));

        var blocks = region.BlockCount;
        for (var block = 0; block < blocks; block++)
        {
            var pixels = expected[block].Pixels;
            for (var row = 0; row < pixels.Height; row++)
                Assert.Equal(
                    expected[block].Sums.AsSpan(3 * pixels.Width * row, 3 * pixels.Width),
                    actual.AsSpan(3 * (64 * block + 8 * row), 3 * pixels.Width));
            Assert.Equal((long)expected[block].Rays, actual[3 * 64 * blocks + block]);
            Assert.Equal((long)expected[block].Invalid, actual[3 * 64 * blocks + blocks + block]);
        }
    }
}
