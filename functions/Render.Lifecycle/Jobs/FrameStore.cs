using System.Globalization;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Events;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Telemetry;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Splitting;

namespace Render.Lifecycle.Jobs;

/// <summary>Assembles frames and remembers them. A frame is made again only where its parts changed.</summary>
internal sealed class FrameStore(IState state, TaskBoard board, IFrameAssembler assembler, INetworkEvents events, LifecycleOptions options) : IDisposable
{
    // A frame's light takes some 40 bytes a pixel while it is made: one at a time, and who comes second finds it.
    private readonly SemaphoreSlim linear = new(1, 1);

    /// <summary>Assembles a frame of which every task is accepted.</summary>
    /// <returns>The frame; null where tasks are missing, or the job left the board and has no such frame.</returns>
    public async Task<FrameView?> Assemble(JobId id, int frame, CancellationToken cancellationToken)
    {
        if (board.Job(id) is not { } job)
            return await Find(id, frame, cancellationToken);
        // Who comes second finds the frame made, and need not make it again.
        await job.Assembling.WaitAsync(cancellationToken);
        try
        {
            return await Assemble(job, frame, cancellationToken);
        }
        finally
        {
            job.Assembling.Release();
        }
    }

    private async Task<FrameView?> Assemble(BoardJob job, int frame, CancellationToken cancellationToken)
    {
        var id = job.Id;
        var parts = board.Read(() => Parts(job, frame));
        if (parts is null)
            return null;
        var inputs = Inputs(parts, job.Record.Spec.View);
        var known = await state.Get<FrameRecord>(Partition(id), Row(frame), cancellationToken);
        if (known?.Value.Inputs == inputs)
            return known.Value.View;
        using var span = JobTrace.Begin("assemble", job.Record)?.SetTag(Tags.Frame, frame);
        var made = await assembler.Assemble(Input(frame, job.Record.Spec, job.Files, parts), cancellationToken);
        var view = new FrameView(frame, made.File, made.Pixels, made.Bytes) { Cid = made.Cid };
        (await state.Commit(Partition(id), [StateWrite.Upsert(Row(frame), new FrameRecord(view, inputs) { Linear = made.Linear })], cancellationToken)).OrThrow();
        board.FrameFinished(job, frame);
        events.Publish(new FrameFinished(id, frame));
        return view;
    }

    /// <summary>The light of an assembled frame before the view, as OpenEXR: made when it is first asked for, by the results that the frame was made of, and kept.</summary>
    /// <returns>The stored file; null where the frame is not assembled, or its tasks are being done again.</returns>
    /// <exception cref="SceneRefusedException">The frame is to be freed of noise, and its scene is not traced here any more.</exception>
    public async Task<Digest?> Linear(JobRecord job, int frame, CancellationToken cancellationToken)
    {
        await linear.WaitAsync(cancellationToken);
        try
        {
            if (await state.Get<FrameRecord>(Partition(job.Id), Row(frame), cancellationToken) is not { } found)
                return null;
            if (found.Value.Linear is { } known)
                return known;
            if (await Parts(job, frame, cancellationToken) is not { } parts || Inputs(parts, job.Spec.View) != found.Value.Inputs)
                return null;
            var package = await state.Get<PackageRecord>(PackageRecord.Partition, job.Spec.Package.ToString(), cancellationToken);
            var made = await assembler.AssembleLinear(Input(frame, job.Spec, package?.Value.Files ?? [], parts), cancellationToken);
            // Where the frame was made anew meanwhile, the next who asks gets that one's.
            await state.Commit(Partition(job.Id), [StateWrite.Update(found, found.Value with { Linear = made.Digest })], cancellationToken);
            return made.Digest;
        }
        finally
        {
            linear.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => linear.Dispose();

    /// <summary>The accepted results of a frame as the tasks' rows tell them, for jobs that left the board too; null where some are missing.</summary>
    private async Task<List<FramePart>?> Parts(JobRecord job, int frame, CancellationToken cancellationToken)
    {
        var rows = new List<TaskRecord>();
        foreach (var group in job.Split!.TasksOf(frame).Select(SplitPlan.GroupOf).Distinct())
            await foreach (var row in state.All<TaskRecord>(BoardJob.PartitionOf(job.Id, group), cancellationToken))
                if (row.Value.Id.Frame == frame)
                    rows.Add(row.Value);
        return Parts(job.Split!, frame, rows);
    }

    /// <summary>A frame; null where it is not assembled.</summary>
    public async Task<FrameView?> Find(JobId job, int frame, CancellationToken cancellationToken) =>
        (await state.Get<FrameRecord>(Partition(job), Row(frame), cancellationToken))?.Value.View;

    /// <summary>All assembled frames, ascending.</summary>
    public async Task<IReadOnlyList<FrameView>> All(JobId job, CancellationToken cancellationToken)
    {
        var all = new List<FrameView>();
        await foreach (var found in state.All<FrameRecord>(Partition(job), cancellationToken))
            all.Add(found.Value.View);
        return all;
    }

    private static List<FramePart>? Parts(BoardJob job, int frame) => job.AcceptedFrame(frame) is { } rows
        ? [.. rows.Select(row => Part(row.Record))]
        : null;

    private static List<FramePart>? Parts(SplitPlan plan, int frame, IEnumerable<TaskRecord> rows)
    {
        var parts = rows.Where(row => !row.Withdrawn && row.State == TaskState.Accepted)
            .GroupBy(row => plan.IndexOf(row.Id)).OrderBy(task => task.Key).Select(task => Part(ReplicaSet.Chosen(task))).ToList();
        return parts.Count == plan.CountOf(frame) ? parts : null;
    }

    private static FramePart Part(TaskRecord row) => new(row.Id.Region, row.Id.Samples, row.Receipt!.Result);

    private FrameParts Input(int frame, JobSpec spec, IReadOnlyList<AssignedFile> files, IReadOnlyList<FramePart> parts) => new(frame, spec.Size, spec.View, parts)
    {
        Denoised = spec.Denoise ? new ReferenceScene(spec.Package, files, options.SettingsOf(spec)) : null,
    };

    private static Digest Inputs(List<FramePart> parts, ViewSettings view)
    {
        var writer = new CanonicalWriter(LifecycleTags.Frame).I32(view.ExposureMillistops).I32((int)view.Transform).I32(parts.Count);
        foreach (var part in parts)
            writer.Digest(part.Result);
        return writer.ToDigest();
    }

    private static string Partition(JobId job) => $"frames:{job}";

    private static string Row(int frame) => frame.ToString("D6", CultureInfo.InvariantCulture);

    /// <param name="View">What creators see of it.</param>
    /// <param name="Inputs">What it was made of.</param>
    private sealed record FrameRecord(FrameView View, Digest Inputs)
    {
        /// <summary>Its light as OpenEXR; null: nobody asked for it yet.</summary>
        public Digest? Linear { get; init; }
    }
}
