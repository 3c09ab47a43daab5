using ILGPU;
using Render.Tracing.Numerics;
using Render.Tracing.Paths;
using Render.Tracing.Rendering;
using Render.Tracing.Sampling;

namespace Render.Tracing.Ilgpu.Kernels;

/// <summary>The whole path in one kernel: a thread traces a run of samples of one pixel.</summary>
internal static class TraceKernel
{
    /// <summary>Threads of a block of pixels.</summary>
    public const int BlockThreads = TileRegion.BlockSide * TileRegion.BlockSide;

    /// <summary>Traces.</summary>
    /// <param name="index">Chunk × blocks × 64 + block × 64 + pixel: a warp's pixels lie together.</param>
    /// <param name="view">The scene.</param>
    /// <param name="trees">Its trees.</param>
    /// <param name="launch">The settings.</param>
    /// <param name="blocks">The blocks to trace.</param>
    /// <param name="sums">Three sums for each of 64 pixels for each block; added to.</param>
    /// <param name="rays">Rays for each block; added to.</param>
    /// <param name="invalid">Invalid samples for each block; added to.</param>
    public static void Run(
        Index1D index, DeviceSceneView view, DeviceTrees trees, TraceLaunch launch, ArrayView<DeviceBlock> blocks, ArrayView<long> sums, ArrayView<ulong> rays,
        ArrayView<ulong> invalid)
    {
        var pixel = index % BlockThreads;
        var slot = index / BlockThreads % launch.BlockCount;
        var chunk = index / BlockThreads / launch.BlockCount;
        var block = blocks[slot];
        var column = pixel % TileRegion.BlockSide;
        var row = pixel / TileRegion.BlockSide;
        if (column >= block.Width || row >= block.Height)
            return;
        var x = block.X + column;
        var y = block.Y + row;
        var first = launch.FirstSample + chunk * launch.SamplesPerThread;
        var end = IntrinsicMath.Min(first + launch.SamplesPerThread, launch.EndSample);
        var camera = new CameraRays(ref view.Header, launch.Width, launch.Height, (PixelFilter)launch.Filter);
        var limits = new PathLimits(launch.Bounces, Strategy: (LightStrategy)launch.Strategy, IndirectClamp: launch.IndirectClamp);
        var caster = new DeviceCaster(trees, LocalMemory.Allocate1D<ulong>(DeviceCaster.StackSize));
        var counter = default(NoCounter);
        var sum = default(PixelSums);
        for (var sample = first; sample < end; sample++)
        {
            var random = new SampleStream(launch.Seed, launch.Frame, x, y, sample);
            sum.Add(ref view, ref caster, ref counter, in camera, limits, random, x, y);
        }
        var at = 3 * (slot * BlockThreads + pixel);
        Atomic.Add(ref sums[at], sum.Red);
        Atomic.Add(ref sums[at + 1], sum.Green);
        Atomic.Add(ref sums[at + 2], sum.Blue);
        Atomic.Add(ref rays[slot], sum.Rays);
        if (sum.Invalid > 0)
            Atomic.Add(ref invalid[slot], sum.Invalid);
    }
}

/// <summary>Pixels of a block.</summary>
internal struct DeviceBlock
{
    public int X, Y, Width, Height;

    /// <summary>A region's block.</summary>
    public static DeviceBlock Of(TileRegion pixels) => new() { X = pixels.X, Y = pixels.Y, Width = pixels.Width, Height = pixels.Height };
}

/// <summary>What a launch of <see cref="TraceKernel"/> is told.</summary>
internal struct TraceLaunch
{
    public int Width, Height, Frame, Bounces, Strategy, Filter;
    public uint Seed;
    public Real IndirectClamp;
    public int BlockCount, FirstSample, EndSample, SamplesPerThread;

    /// <summary>What launches of a frame have in common.</summary>
    public static TraceLaunch Of(RenderSettings settings) => new()
    {
        Width = settings.Width,
        Height = settings.Height,
        Frame = settings.Frame,
        Bounces = settings.Bounces,
        Strategy = (int)settings.Strategy,
        Filter = (int)settings.Filter,
        Seed = settings.Seed,
        IndirectClamp = settings.IndirectClamp,
    };
}
