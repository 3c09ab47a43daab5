using System.Diagnostics;
using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using Render.Tracing.Compilation;
using Render.Tracing.Ilgpu.Devices;
using Render.Tracing.Ilgpu.Kernels;
using Render.Tracing.Ilgpu.Scenes;
using Render.Tracing.Rendering;

namespace Render.Benchmarks.Cuda;

/// <summary>What is counted of a launch.</summary>
internal readonly record struct TraversalCounts(long Rays, long Nodes, long Triangles);

/// <summary>The product's kernel, and traversal alone, launched over a whole frame.</summary>
internal sealed class OwnTracer : IDisposable
{
    private readonly Context context;
    private readonly Accelerator accelerator;
    private readonly DeviceScene scene;
    private readonly TraceLaunch launch;
    private readonly DeviceBuffers buffers;
    private readonly ArrayView<DeviceBlock> blocks;
    private readonly ArrayView<long> sums;
    private readonly ArrayView<ulong> rays, invalid, hits, counts;
    private readonly ArrayView<QueuedRay> queue;
    private readonly int pixels;
    private readonly Dictionary<(MethodInfo Method, int Groups), Delegate> kernels = [];

    /// <summary>Opens a device and copies a scene to it.</summary>
    public OwnTracer(FoundDevice device, CompiledScene frame, DeviceMeshes meshes, TraceLaunch launch)
    {
        this.launch = launch;
        (context, accelerator) = DeviceFinder.Open(device);
        buffers = new(accelerator);
        var began = Stopwatch.GetTimestamp();
        scene = DeviceScene.Upload(accelerator, frame.Assets, meshes);
        scene.Show(frame);
        accelerator.Synchronize();
        UploadTime = Stopwatch.GetElapsedTime(began);

        var region = new TileRegion(0, 0, launch.Width, launch.Height);
        pixels = region.BlockCount * TraceKernel.BlockThreads;
        blocks = buffers.Upload<DeviceBlock>(Enumerable.Range(0, region.BlockCount).Select(block => DeviceBlock.Of(region.Block(block))).ToArray());
        sums = buffers.Upload<long>(new long[3 * pixels]);
        rays = buffers.Upload<ulong>(new ulong[region.BlockCount]);
        invalid = buffers.Upload<ulong>(new ulong[region.BlockCount]);
        counts = buffers.Upload<ulong>(new ulong[3]);
        Queued = pixels * Math.Min(Samples, RayKernel.QueuedSamples);
        queue = buffers.Upload<QueuedRay>(new QueuedRay[Queued]);
        hits = buffers.Upload<ulong>(new ulong[Queued]);
    }

    /// <summary>What copying the scene took.</summary>
    public TimeSpan UploadTime { get; }

    private int Samples => launch.EndSample - launch.FirstSample;

    private int Queued { get; }

    private AcceleratorStream Stream => accelerator.DefaultStream;

    /// <summary>Measures as <see cref="PeerProcess.Measure"/> does.</summary>
    /// <param name="mode">primary, diffuse or paths.</param>
    /// <param name="runs">How many times are taken.</param>
    /// <param name="repeats">Launches of each.</param>
    /// <param name="groups">Groups that the kernel for paths is compiled to have on a multiprocessor.</param>
    /// <returns>The times of a launch, ms, one for each run.</returns>
    public double[] Measure(string mode, int runs, int repeats, int groups = KernelLoader.Groups)
    {
        var work = mode == "paths" ? Paths(groups) : Cast(mode);
        work();
        accelerator.Synchronize();
        var times = new double[runs];
        for (var run = 0; run < runs; run++)
        {
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < repeats; i++)
                work();
            accelerator.Synchronize();
            times[run] = Stopwatch.GetElapsedTime(began).TotalMilliseconds / repeats;
        }

        return times;
    }

    /// <summary>What comes of a launch, as <see cref="PeerProcess.Result"/> gives it.</summary>
    public long[] Result(string mode)
    {
        Measure(mode, 1, 1);
        return mode == "paths"
            ? [.. Fetch(sums), .. Fetch(rays).Select(count => (long)count), .. Fetch(invalid).Select(count => (long)count)]
            : Array.ConvertAll(Fetch(hits), hit => (long)hit);
    }

    /// <summary>Counts what a launch reads.</summary>
    public TraversalCounts Count(string mode)
    {
        counts.MemSetToZero(Stream);
        if (mode == "paths")
        {
            Load<Action<AcceleratorStream, Index1D, DeviceSceneView, DeviceTrees, TraceLaunch, ArrayView<ulong>>>(RayKernel.CountPaths)(
                Stream, pixels * Samples, scene.Views.View, scene.Views.Trees, launch, counts);
        }
        else
        {
            Aim(mode);
            Load<Action<AcceleratorStream, Index1D, DeviceTrees, ArrayView<QueuedRay>, ArrayView<ulong>>>(RayKernel.CountCast)(
                Stream, Queued, scene.Views.Trees, queue, counts);
        }

        var counted = Fetch(counts);
        return new((long)counted[0], (long)counted[1], (long)counted[2]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        buffers.Dispose();
        scene.Dispose();
        accelerator.Dispose();
        context.Dispose();
    }

    private Action Paths(int groups)
    {
        var kernel = Load<Action<AcceleratorStream, Index1D, DeviceSceneView, DeviceTrees, TraceLaunch, ArrayView<DeviceBlock>, ArrayView<long>, ArrayView<ulong>, ArrayView<ulong>>>(
            TraceKernel.Run, groups);
        var (view, trees) = scene.Views;
        var chunks = (Samples + launch.SamplesPerThread - 1) / launch.SamplesPerThread;
        return () =>
        {
            sums.MemSetToZero(Stream);
            rays.MemSetToZero(Stream);
            invalid.MemSetToZero(Stream);
            kernel(Stream, pixels * chunks, view, trees, launch, blocks, sums, rays, invalid);
        };
    }

    private Action Cast(string mode)
    {
        Aim(mode);
        var kernel = Load<Action<AcceleratorStream, Index1D, DeviceTrees, ArrayView<QueuedRay>, ArrayView<ulong>>>(RayKernel.Cast);
        var trees = scene.Views.Trees;
        return () => kernel(Stream, Queued, trees, queue, hits);
    }

    private void Aim(string mode) =>
        Load<Action<AcceleratorStream, Index1D, DeviceSceneView, DeviceTrees, TraceLaunch, int, ArrayView<QueuedRay>>>(RayKernel.Aim)(
            Stream, Queued, scene.Views.View, scene.Views.Trees, launch, mode == "diffuse" ? 1 : 0, queue);

    /// <summary>A kernel, compiled as the product's are, and once.</summary>
    private TLauncher Load<TLauncher>(Delegate kernel, int groups = KernelLoader.Groups)
        where TLauncher : Delegate
    {
        if (!kernels.TryGetValue((kernel.Method, groups), out var launcher))
            kernels.Add((kernel.Method, groups), launcher = KernelLoader.Load<TLauncher>(accelerator, kernel.Method, groups));
        return (TLauncher)launcher;
    }

    private T[] Fetch<T>(ArrayView<T> from)
        where T : unmanaged
    {
        var values = new T[from.Length];
        from.CopyToCPU(Stream, values);
        accelerator.Synchronize();
        return values;
    }
}
