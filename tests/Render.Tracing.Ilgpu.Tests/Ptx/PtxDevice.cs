using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using Render.Tracing.Compilation;
using Render.Tracing.Ilgpu.Kernels;
using Render.Tracing.Ilgpu.Scenes;
using Render.Tracing.Rendering;

namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>Traces whole regions with the text that NVIDIA's driver gets, executed by <see cref="PtxMachine"/>.</summary>
internal static class PtxDevice
{
    private static readonly Lazy<PtxProgram> Tracing = new(() => PtxProgram.Parse(PtxSource.OfTracing(CudaArchitecture.SM_86, CudaInstructionSet.ISA_78)));

    /// <summary>Traces all blocks of a region, each sample of a pixel in a thread of its own.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="region">The pixels.</param>
    /// <param name="samples">The samples of each pixel.</param>
    /// <param name="instructions">Instructions executed.</param>
    public static IReadOnlyList<BlockResult> Trace(CompiledScene scene, RenderSettings settings, TileRegion region, TileSamples samples, out long instructions)
    {
        using var context = Context.Create(builder => builder.CPU(new CPUDevice(2, 1, 1)));
        using var memory = context.Devices[0].CreateAccelerator(context);
        using var uploaded = DeviceScene.Upload(memory, scene.Assets, DeviceMeshes.Build(scene.Assets));
        uploaded.Show(scene);
        TileRegion[] pixels = [.. Enumerable.Range(0, region.BlockCount).Select(region.Block)];
        DeviceBlock[] blocks = [.. pixels.Select(block => new DeviceBlock { X = block.X, Y = block.Y, Width = block.Width, Height = block.Height })];
        using var blocksBuffer = memory.Allocate1D(blocks);
        using var sums = memory.Allocate1D(new long[3 * TraceKernel.BlockThreads * blocks.Length]);
        using var rays = memory.Allocate1D(new ulong[blocks.Length]);
        using var invalid = memory.Allocate1D(new ulong[blocks.Length]);
        var launch = new TraceLaunch
        {
            Width = settings.Width,
            Height = settings.Height,
            Frame = settings.Frame,
            Bounces = settings.Bounces,
            Strategy = (int)settings.Strategy,
            Seed = settings.Seed,
            IndirectClamp = settings.IndirectClamp,
            BlockCount = blocks.Length,
            FirstSample = samples.Start,
            EndSample = samples.Start + samples.Count,
            SamplesPerThread = 1,
        };
        var (view, caster) = uploaded.Views;
        instructions = PtxMachine.Run(
            Tracing.Value,
            new(
                TraceKernel.BlockThreads * blocks.Length * samples.Count,
                view, caster, launch, blocksBuffer.View.BaseView, sums.View.BaseView, rays.View.BaseView, invalid.View.BaseView));
        var work = new TraceResults(pixels, sums.GetAsArray1D(), rays.GetAsArray1D(), invalid.GetAsArray1D());
        return work.Blocks;
    }

    /// <summary>What a launch added up, block by block.</summary>
    private sealed record TraceResults(TileRegion[] Pixels, long[] Sums, ulong[] Rays, ulong[] Invalid)
    {
        public IReadOnlyList<BlockResult> Blocks => [.. Pixels.Select((block, slot) => new BlockResult(block, SumsOf(block, slot), Rays[slot], Invalid[slot]))];

        private long[] SumsOf(TileRegion block, int slot)
        {
            var own = new long[3 * block.Width * block.Height];
            for (var row = 0; row < block.Height; row++)
                Sums.AsSpan(3 * (slot * TraceKernel.BlockThreads + row * TileRegion.BlockSide), 3 * block.Width).CopyTo(own.AsSpan(3 * block.Width * row));
            return own;
        }
    }
}
