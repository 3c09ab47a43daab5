using System.Globalization;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Events;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Telemetry;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Jobs;

/// <summary>Assembles frames and remembers them. A frame is made again only where its parts changed.</summary>
internal sealed class FrameStore(IState state, TaskBoard board, IFrameAssembler assembler, INetworkEvents events)
{
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
        var made = await assembler.Assemble(new FrameParts(frame, job.Record.Spec.Size, job.Record.Spec.View, parts) { Denoised = Denoised(job) }, cancellationToken);
        var view = new FrameView(frame, made.File, made.Pixels, made.Bytes) { Cid = made.Cid };
        (await state.Commit(Partition(id), [StateWrite.Upsert(Row(frame), new FrameRecord(view, inputs))], cancellationToken)).OrThrow();
        board.FrameFinished(job, frame);
        events.Publish(new FrameFinished(id, frame));
        return view;
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
        ? [.. rows.Select(row => new FramePart(row.Id.Region, row.Id.Samples, row.Record.Receipt!.Result))]
        : null;

    private static ReferenceScene? Denoised(BoardJob job) =>
        job.Record.Spec.Denoise ? new ReferenceScene(job.Record.Spec.Package, job.Files, job.Settings) : null;

    private static Digest Inputs(List<FramePart> parts, ViewSettings view)
    {
        var writer = new CanonicalWriter(LifecycleTags.Frame).I32(view.ExposureMillistops).I32((int)view.Transform).I32(parts.Count);
        foreach (var part in parts)
            writer.Digest(part.Result);
        return writer.ToDigest();
    }

    private static string Partition(JobId job) => $"frames:{job}";

    private static string Row(int frame) => frame.ToString("D6", CultureInfo.InvariantCulture);

    private sealed record FrameRecord(FrameView View, Digest Inputs);
}
