using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using Render.Tracing.Compilation;
using Render.Tracing.Ilgpu.Devices;
using Render.Tracing.Ilgpu.Kernels;
using Render.Tracing.Ilgpu.Scenes;
using Render.Tracing.Rendering;

namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>Traces whole regions with the text that NVIDIA's driver gets, executed by <see cref="PtxMachine"/>.</summary>
internal static class PtxDevice
{
    private static readonly Lazy<string> Compiled = new(() => PtxSource.OfTracing(CudaArchitecture.SM_86, CudaInstructionSet.ISA_78));
    private static readonly Lazy<PtxProgram> Decoded = new(() => PtxProgram.Parse(Text));

    /// <summary>The kernel's text.</summary>
    public static string Text => Compiled.Value;

    /// <summary>The kernel's text, decoded.</summary>
    public static PtxProgram Tracing => Decoded.Value;

    /// <summary>Traces all blocks of a region, each sample of a pixel in a thread of its own.</summary>
    /// <param name="program">The kernel.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="region">The pixels.</param>
    /// <param name="samples">The samples of each pixel.</param>
    public static IReadOnlyList<BlockResult> Trace(PtxProgram program, CompiledScene scene, RenderSettings settings, TileRegion region, TileSamples samples)
    {
        using var context = Context.Create(builder => builder.CPU(new CPUDevice(2, 1, 1)));
        using var memory = context.Devices[0].CreateAccelerator(context);
        using var uploaded = DeviceScene.Upload(memory, scene.Assets, DeviceMeshes.Build(scene.Assets));
        uploaded.Show(scene);
        var work = new TraceWork(settings, region, samples, [.. Enumerable.Range(0, region.BlockCount)], null);
        DeviceBlock[] blocks = [.. Enumerable.Range(0, region.BlockCount).Select(block => DeviceBlock.Of(work.PixelsOf(block)))];
        using var blocksBuffer = memory.Allocate1D(blocks);
        using var sums = memory.Allocate1D(new long[3 * TraceKernel.BlockThreads * blocks.Length]);
        using var rays = memory.Allocate1D(new ulong[blocks.Length]);
        using var invalid = memory.Allocate1D(new ulong[blocks.Length]);
        var launch = work.Launch with
        {
            BlockCount = blocks.Length,
            FirstSample = samples.Start,
            EndSample = samples.Start + samples.Count,
            SamplesPerThread = 1,
        };
        var (view, trees) = uploaded.Views;
        PtxMachine.Run(
            program,
            new(
                TraceKernel.BlockThreads * blocks.Length * samples.Count,
                view, trees, launch, blocksBuffer.View.BaseView, sums.View.BaseView, rays.View.BaseView, invalid.View.BaseView));
        var (sumsOfAll, raysOfAll, invalidOfAll) = (sums.GetAsArray1D(), rays.GetAsArray1D(), invalid.GetAsArray1D());
        for (var block = 0; block < blocks.Length; block++)
            work.Done(block, sumsOfAll.AsSpan(3 * TraceKernel.BlockThreads * block, 3 * TraceKernel.BlockThreads), raysOfAll[block], invalidOfAll[block]);
        return work.Results;
    }
}
