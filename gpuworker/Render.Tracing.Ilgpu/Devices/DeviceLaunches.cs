using System.Diagnostics;
using ILGPU;
using ILGPU.Runtime;
using Render.Tracing.Ilgpu.Kernels;
using Render.Tracing.Ilgpu.Scenes;

namespace Render.Tracing.Ilgpu.Devices;

/// <summary>Runs a trace on one device: batches of blocks on two streams in turn, so that the device never waits for this machine to fetch and unpack.</summary>
internal sealed class DeviceLaunches : IDisposable
{
    /// <summary>Blocks of a batch at most: 3 MiB of sums.</summary>
    private const int MaxBlocks = 2_048;

    /// <summary>Threads that fill any device of today twice over.</summary>
    private const int FullThreads = 1 << 18;

    /// <summary>A batch of which nothing is known yet.</summary>
    private const long FirstPaths = 1 << 18;

    /// <summary>How long a launch is to take: short beside a person's patience and a desktop driver's watchdog, long beside the cost of launching.</summary>
    private static readonly TimeSpan LaunchTime = TimeSpan.FromMilliseconds(200);

    private readonly Action<AcceleratorStream, Index1D, DeviceSceneView, DeviceTrees, TraceLaunch, ArrayView<DeviceBlock>, ArrayView<long>, ArrayView<ulong>, ArrayView<ulong>> kernel;
    private readonly Batch[] batches;

    /// <summary>Launches on a device; compiles the kernel.</summary>
    public DeviceLaunches(Accelerator accelerator)
    {
        kernel = KernelLoader.Load<Action<AcceleratorStream, Index1D, DeviceSceneView, DeviceTrees, TraceLaunch, ArrayView<DeviceBlock>, ArrayView<long>, ArrayView<ulong>, ArrayView<ulong>>>(
            accelerator, ((Delegate)TraceKernel.Run).Method);
        batches = [new(accelerator), new(accelerator)];
    }

    /// <summary>Paths that a launch traces within its time, as seen so far.</summary>
    private long PathsPerLaunch { get; set; } = FirstPaths;

    /// <summary>Bytes of device memory that launches take.</summary>
    public static long Bytes => 2 * MaxBlocks * (TraceKernel.BlockThreads * 24L + 8 + 8 + 16);

    /// <summary>Traces what a queue gives, until it is empty.</summary>
    /// <param name="scene">The scene, with its frame.</param>
    /// <param name="work">The blocks.</param>
    /// <param name="cancellation">Stops before the next launch.</param>
    public void Trace(DeviceScene scene, TraceWork work, CancellationToken cancellation)
    {
        try
        {
            for (var turn = 0; ; turn = 1 - turn)
            {
                var batch = batches[turn];
                batch.Finish(work);
                cancellation.ThrowIfCancellationRequested();
                var blocks = work.Take(BlocksPerBatch(work.Samples.Count));
                if (blocks.Count == 0)
                    break;
                Enqueue(batch, scene, work, blocks, cancellation);
            }

            foreach (var batch in batches)
                batch.Finish(work);
        }
        catch
        {
            foreach (var batch in batches)
                batch.Abandon(work);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var batch in batches)
            batch.Dispose();
    }

    private int BlocksPerBatch(int samples) => (int)Math.Clamp(PathsPerLaunch / ((long)TraceKernel.BlockThreads * samples), 1, MaxBlocks);

    private void Enqueue(Batch batch, DeviceScene scene, TraceWork work, IReadOnlyList<int> blocks, CancellationToken cancellation)
    {
        var (view, trees) = scene.Views;
        batch.Begin(work, blocks);
        var threads = blocks.Count * TraceKernel.BlockThreads;
        var perLaunch = (int)Math.Clamp(PathsPerLaunch / threads, 1, work.Samples.Count);
        var end = work.Samples.Start + work.Samples.Count;
        for (var first = work.Samples.Start; first < end; first += perLaunch)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(perLaunch, end - first);
            var chunks = Math.Clamp(FullThreads / threads, 1, count);
            var each = (count + chunks - 1) / chunks;
            chunks = (count + each - 1) / each;
            var launch = work.Launch with { BlockCount = blocks.Count, FirstSample = first, EndSample = first + count, SamplesPerThread = each };
            var began = Stopwatch.GetTimestamp();
            kernel(batch.Stream, threads * chunks, view, trees, launch, batch.Blocks, batch.Sums, batch.Rays, batch.Invalid);
            if (first + count >= end)
                continue;
            // Launches that have followers are waited for one by one, so that a stop need not wait for all, and so that their pace is known.
            batch.Stream.Synchronize();
            Learn((long)threads * count, Stopwatch.GetElapsedTime(began));
        }

        batch.Fetch();
    }

    private void Learn(long paths, TimeSpan took)
    {
        var pace = paths * (LaunchTime / TimeSpan.FromTicks(Math.Max(took.Ticks, 1)));
        // By a factor of eight at most: the next blocks may be harder.
        PathsPerLaunch = (long)Math.Clamp(pace, Math.Max(PathsPerLaunch / 8, 64), PathsPerLaunch * 8);
    }

    /// <summary>Blocks on their way through a stream of their own.</summary>
    private sealed class Batch : IDisposable
    {
        private readonly MemoryBuffer1D<DeviceBlock, Stride1D.Dense> blocks;
        private readonly MemoryBuffer1D<long, Stride1D.Dense> sums;
        private readonly MemoryBuffer1D<ulong, Stride1D.Dense> rays;
        private readonly MemoryBuffer1D<ulong, Stride1D.Dense> invalid;
        private readonly PageLockedArray1D<long> fetchedSums;
        private readonly PageLockedArray1D<ulong> fetchedRays;
        private readonly PageLockedArray1D<ulong> fetchedInvalid;
        private IReadOnlyList<int> pending = [];

        public Batch(Accelerator accelerator)
        {
            Stream = accelerator.CreateStream();
            blocks = accelerator.Allocate1D<DeviceBlock>(MaxBlocks);
            sums = accelerator.Allocate1D<long>(3L * TraceKernel.BlockThreads * MaxBlocks);
            rays = accelerator.Allocate1D<ulong>(MaxBlocks);
            invalid = accelerator.Allocate1D<ulong>(MaxBlocks);
            fetchedSums = accelerator.AllocatePageLocked1D<long>(sums.Length);
            fetchedRays = accelerator.AllocatePageLocked1D<ulong>(MaxBlocks);
            fetchedInvalid = accelerator.AllocatePageLocked1D<ulong>(MaxBlocks);
        }

        public AcceleratorStream Stream { get; }

        public ArrayView<DeviceBlock> Blocks => blocks.View.BaseView;

        public ArrayView<long> Sums => sums.View.BaseView;

        public ArrayView<ulong> Rays => rays.View.BaseView;

        public ArrayView<ulong> Invalid => invalid.View.BaseView;

        public void Begin(TraceWork work, IReadOnlyList<int> taken)
        {
            pending = taken;
            var pixels = taken.Select(at => DeviceBlock.Of(work.PixelsOf(at))).ToArray();
            Blocks.SubView(0, pixels.Length).CopyFromCPU(Stream, (ReadOnlySpan<DeviceBlock>)pixels);
            Sums.SubView(0, SumsOf(pixels.Length)).MemSetToZero(Stream);
            Rays.SubView(0, pixels.Length).MemSetToZero(Stream);
            Invalid.SubView(0, pixels.Length).MemSetToZero(Stream);
        }

        public void Fetch()
        {
            sums.View.SubView(0, SumsOf(pending.Count)).CopyToPageLockedAsync(Stream, fetchedSums);
            rays.View.SubView(0, pending.Count).CopyToPageLockedAsync(Stream, fetchedRays);
            invalid.View.SubView(0, pending.Count).CopyToPageLockedAsync(Stream, fetchedInvalid);
        }

        public void Finish(TraceWork work)
        {
            if (pending.Count == 0)
                return;
            Stream.Synchronize();
            for (var slot = 0; slot < pending.Count; slot++)
                work.Done(pending[slot], fetchedSums.Span.Slice(slot * 3 * TraceKernel.BlockThreads, 3 * TraceKernel.BlockThreads), fetchedRays.Span[slot], fetchedInvalid.Span[slot]);
            pending = [];
        }

        /// <summary>Gives back what it had begun.</summary>
        public void Abandon(TraceWork work)
        {
            work.GiveBack(pending);
            pending = [];
            try
            {
                Stream.Synchronize();
            }
            catch (AcceleratorException)
            {
                // A device that failed has nothing to wait for.
            }
        }

        public void Dispose()
        {
            Stream.Dispose();
            foreach (IDisposable buffer in new IDisposable[] { blocks, sums, rays, invalid, fetchedSums, fetchedRays, fetchedInvalid })
                buffer.Dispose();
        }

        private static int SumsOf(int count) => 3 * TraceKernel.BlockThreads * count;
    }
}
