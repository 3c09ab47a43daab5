using System.Runtime.InteropServices;
using ILGPU;
using Render.Tracing.Acceleration;
using Render.Tracing.Ilgpu.Kernels;
using Render.Tracing.Numerics;
using Render.Tracing.Paths;
using Render.Tracing.Rendering;
using Render.Tracing.Sampling;
using Render.Tracing.Shading;
using Warp = Render.Tracing.Sampling.Warp;

namespace Render.Benchmarks.Cuda;

/// <summary>Traversal alone: rays are written to a queue, and then traced from it.</summary>
internal static class RayKernel
{
    /// <summary>Samples of a pixel that rays are traced for, at most.</summary>
    public const int QueuedSamples = 4;

    /// <summary>Writes the camera's rays, or of each the one that a cosine-distributed bounce makes of it.</summary>
    public static void Aim(Index1D index, DeviceSceneView view, DeviceTrees trees, TraceLaunch launch, int isBounce, ArrayView<QueuedRay> queue)
    {
        var queued = default(QueuedRay);
        var pixel = new FramePixel(launch, index);
        if (!pixel.IsOutside)
        {
            var sample = launch.FirstSample + index / TraceKernel.BlockThreads / launch.BlockCount;
            var random = new SampleStream(launch.Seed, launch.Frame, pixel.X, pixel.Y, sample);
            var ray = new CameraRays(ref view.Header, launch.Width, launch.Height, (PixelFilter)launch.Filter).At(pixel.X, pixel.Y, random);
            queued.IsThere = 1;
            if (isBounce != 0)
            {
                var caster = new DeviceCaster(trees, LocalMemory.Allocate1D<ulong>(DeviceCaster.StackSize));
                var counter = default(NoCounter);
                var hit = Hit.Nothing(Real.Infinity);
                caster.Closest(ray, ref hit, ref counter);
                queued.IsThere = 0;
                if (hit.IsHit && Surface.Resolve(ref view, ref hit, -ray.Direction, out var point))
                {
                    queued.IsThere = 1;
                    ray = new(point.RayOrigin, Float3.Normalize(new Frame(point.Normal).ToWorld(Warp.CosineHemisphere(random.Pair(1)))));
                }
            }

            queued.Origin = ray.Origin;
            queued.Direction = ray.Direction;
        }

        queue[index] = queued;
    }

    /// <summary>Traces the queue; of each ray gives the bits of t and the primitive, 0 where there was none.</summary>
    public static void Cast(Index1D index, DeviceTrees trees, ArrayView<QueuedRay> queue, ArrayView<ulong> hits)
    {
        var caster = new DeviceCaster(trees, LocalMemory.Allocate1D<ulong>(DeviceCaster.StackSize));
        var counter = default(NoCounter);
        var queued = queue[index];
        var found = 0UL;
        if (queued.IsThere != 0)
        {
            var hit = Hit.Nothing(Real.Infinity);
            caster.Closest(new(queued.Origin, queued.Direction), ref hit, ref counter);
            found = ((ulong)(uint)Real.Bits(hit.T) << 32) | (uint)hit.Primitive;
        }

        hits[index] = found;
    }

    /// <summary>Traces the queue for its counts alone: rays, nodes, triangles.</summary>
    public static void CountCast(Index1D index, DeviceTrees trees, ArrayView<QueuedRay> queue, ArrayView<ulong> counts)
    {
        var queued = queue[index];
        if (queued.IsThere == 0)
            return;
        var caster = new DeviceCaster(trees, LocalMemory.Allocate1D<ulong>(DeviceCaster.StackSize));
        var counter = default(TraversalCounter);
        var hit = Hit.Nothing(Real.Infinity);
        caster.Closest(new(queued.Origin, queued.Direction), ref hit, ref counter);
        Add(counts, 1, counter);
    }

    /// <summary>Traces a frame's paths for their counts alone, a sample a thread.</summary>
    public static void CountPaths(Index1D index, DeviceSceneView view, DeviceTrees trees, TraceLaunch launch, ArrayView<ulong> counts)
    {
        var pixel = new FramePixel(launch, index);
        if (pixel.IsOutside)
            return;
        var sample = launch.FirstSample + index / TraceKernel.BlockThreads / launch.BlockCount;
        var camera = new CameraRays(ref view.Header, launch.Width, launch.Height, (PixelFilter)launch.Filter);
        var limits = new PathLimits(launch.Bounces, Strategy: (LightStrategy)launch.Strategy, IndirectClamp: launch.IndirectClamp);
        var caster = new DeviceCaster(trees, LocalMemory.Allocate1D<ulong>(DeviceCaster.StackSize));
        var counter = default(TraversalCounter);
        var sum = default(PixelSums);
        var random = new SampleStream(launch.Seed, launch.Frame, pixel.X, pixel.Y, sample);
        sum.Add(ref view, ref caster, ref counter, in camera, limits, random, pixel.X, pixel.Y);
        Add(counts, sum.Rays, counter);
    }

    private static void Add(ArrayView<ulong> counts, ulong rays, TraversalCounter counter)
    {
        Atomic.Add(ref counts[0], rays);
        Atomic.Add(ref counts[1], counter.Nodes);
        Atomic.Add(ref counts[2], counter.Triangles);
    }
}

/// <summary>A pixel of a frame whose blocks are traced in order.</summary>
internal readonly struct FramePixel
{
    public readonly int X, Y;
    public readonly bool IsOutside;

    public FramePixel(TraceLaunch launch, int index)
    {
        var inside = index % TraceKernel.BlockThreads;
        var slot = index / TraceKernel.BlockThreads % launch.BlockCount;
        var across = (launch.Width + TileRegion.BlockSide - 1) / TileRegion.BlockSide;
        X = slot % across * TileRegion.BlockSide + inside % TileRegion.BlockSide;
        Y = slot / across * TileRegion.BlockSide + inside / TileRegion.BlockSide;
        IsOutside = X >= launch.Width || Y >= launch.Height;
    }
}

/// <summary>A ray to be traced.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct QueuedRay
{
    public Float3 Origin;

    /// <summary>0: its path had ended.</summary>
    public int IsThere;

    public Float3 Direction;

    private int _pad;
}

/// <summary>Counts what is read of a device's trees.</summary>
internal struct TraversalCounter : IWorkCounter
{
    public ulong Nodes, Triangles;

    public void NodeVisited() => Nodes++;

    public void TrianglesTested() => Triangles++;

    public readonly void Shaded()
    {
    }
}
