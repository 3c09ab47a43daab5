using System.Text.RegularExpressions;
using Render.Tracing.Compilation;
using Render.Tracing.Ilgpu.Arithmetic;
using Render.Tracing.Ilgpu.Kernels;
using Render.Tracing.Ilgpu.Tests.Support;
using Render.Tracing.Paths;
using Render.Tracing.Rendering;
using Render.Tracing.Tests;

namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>Whole renders by the text that NVIDIA's driver gets: the bytes are the CPU's.</summary>
public sealed partial class PtxRenderTests
{
    public static TheoryData<string> Scenes => [.. DeviceScenes.All.Keys];

    [Theory]
    [MemberData(nameof(Scenes))]
    public void Trace_Scene_IsTheCpusByteForByte(string scene) => Compare(DeviceScenes.All[scene](), new(60, 44, Frame: 3, Bounces: 12, Seed: 9), new(1, 4));

    [Theory]
    [InlineData(LightStrategy.ChoosingLights)]
    [InlineData(LightStrategy.Scattering)]
    public void Trace_OtherStrategy_IsTheCpusByteForByte(LightStrategy strategy) =>
        Compare(TestScenes.Everything(), new(36, 20, Bounces: 3, Seed: uint.MaxValue, Strategy: strategy, IndirectClamp: 0f), new(1_000_003, 3));

    [Fact]
    public void Trace_WithAFilter_IsTheCpusByteForByte() =>
        Compare(TestScenes.Everything(), new(36, 20, Bounces: 1) { Filter = PixelFilter.BlackmanHarris }, new(0, 4));

    [Fact]
    public void Trace_Infinite_CountsInvalidSamples() =>
        Assert.NotEqual(0UL, Trace(DeviceScenes.Infinite(), new(16, 16), new(0, 1)).Aggregate(0UL, (sum, block) => sum + block.Invalid));

    /// <summary>What a driver may make of instructions that name no rounding shows in the bytes.</summary>
    [Fact]
    public void Trace_ContractedText_IsNotTheCpus()
    {
        var contracted = ProductAndSum().Replace(PtxDevice.Text, "${product}fma.rn.f32\t${sum}, ${a}, ${b}, ${c};");

        var expected = Trace(TestScenes.Everything(), new(16, 16), new(0, 1));
        var actual = Trace(TestScenes.Everything(), new(16, 16), new(0, 1), PtxProgram.Parse(contracted));

        Assert.NotEqual(expected.SelectMany(block => block.Sums), actual.SelectMany(block => block.Sums));
    }

    /// <summary>Without this, equal bytes would say little: the scenes come through the kernel, all but the rarest turns of it.</summary>
    [Fact]
    public void Trace_AllScenes_VisitNearlyEveryInstruction()
    {
        foreach (var scene in DeviceScenes.All.Values)
            Trace(scene(), new(60, 44), new(0, 1));
        Trace(TestScenes.Everything(), new(36, 20, Strategy: LightStrategy.ChoosingLights) { Filter = PixelFilter.BlackmanHarris }, new(0, 1));
        // Shadow rays come through what lets them pass more seldom.
        Trace(DeviceScenes.Glassware(), new(60, 44), new(1, 6));
        Trace(DeviceScenes.Cloth(), new(60, 44), new(1, 6));

        var functions = PtxDevice.Tracing.Functions.Where(function => function.Instructions[0].IsVisited).ToArray();

        var all = functions.SelectMany(function => function.Instructions).Where(instruction => instruction.Opcode != PtxOpcode.End).ToArray();
        Assert.InRange(all.Count(instruction => instruction.IsVisited) / (double)all.Length, 0.95, 1);
        // What ILGPU makes of the names for single instructions are functions that nobody may call: they return 0.
        var names = typeof(DeviceMath).GetMethods().Concat(typeof(DeviceMemory).GetMethods()).Select(method => method.Name).ToHashSet();
        Assert.All(PtxDevice.Tracing.Functions.Except(functions), function => Assert.Contains(function.Name.Split('_')[0], names));
    }

    /// <summary>A product, and behind it a sum that it is the second operand of.</summary>
    [GeneratedRegex(@"(?<product>mul\.rn\.f32\s+(?<t>%f\d+), (?<a>%f\d+), (?<b>%f\d+);\s+)add\.rn\.f32\s+(?<sum>%f\d+), (?<c>%f\d+), \k<t>;")]
    private static partial Regex ProductAndSum();

    private static void Compare(CompiledScene scene, RenderSettings settings, TileSamples samples)
    {
        var region = new TileRegion(0, 0, settings.Width, settings.Height);
        using var cpu = new CpuDevice(2);
        var expected = cpu.Trace(scene, settings, region, samples, [.. Enumerable.Range(0, region.BlockCount)], null, default);

        var actual = PtxDevice.Trace(PtxDevice.Tracing, scene, settings, region, samples);

        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i].Sums, actual[i].Sums);
            Assert.Equal((expected[i].Rays, expected[i].Invalid), (actual[i].Rays, actual[i].Invalid));
        }
    }

    private static IReadOnlyList<BlockResult> Trace(CompiledScene scene, RenderSettings settings, TileSamples samples, PtxProgram? program = null) =>
        PtxDevice.Trace(program ?? PtxDevice.Tracing, scene, settings, new(0, 0, settings.Width, settings.Height), samples);
}
