using System.Globalization;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Disputes;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Proofs;
using Render.Lifecycle.Results;
using Render.Network.Chunks;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Splitting;
using AcceptQuote = Render.Network.Messages.AcceptQuote;
using TopUpJob = Render.Network.Messages.TopUpJob;

namespace Render.Lifecycle.Desks;

/// <inheritdoc cref="ICreatorDesk"/>
internal sealed class CreatorDesk(
    StorePackage packages, QuoteMaker quotes, OpenJob open, Jobs.AcceptQuote accept, StopJob stop, Jobs.TopUpJob topUp, JobStore jobs, TaskRows rows, FrameStore frames,
    OpenDispute openDispute, DisputeStore disputes, BundleWriter bundles, Shortages shortages, IState state, IBlobs blobs, TaskBoard board, TimeProvider clock, LifecycleOptions options) : ICreatorDesk
{
    /// <inheritdoc/>
    public Task<Outcome<PackageStored>> StorePackage(Stream content, string name, CancellationToken cancellationToken) =>
        packages.Run(content, name, cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<PackageStored>> StorePackage(ChunkList chunks, string name, CancellationToken cancellationToken) =>
        packages.Run(chunks, name, cancellationToken);

    /// <inheritdoc/>
    public async Task<Outcome<QuoteView>> Quote(QuoteRequest message, CancellationToken cancellationToken)
    {
        // A quote's digest does not depend on the salt; any commitment will do to read the spec.
        var read = await open.Read(message.Spec, CreatorSalt.Commit(options.NetworkId), cancellationToken);
        if (read.IsRefused)
            return read.Refusal;
        var (spec, package) = (read.Value.Spec, read.Value.Package);
        try
        {
            return JobViews.Quote(
                await quotes.Make(spec, package, cancellationToken), clock.GetUtcNow() + options.QuoteValidity, package.Notices,
                offer => shortages.Of(spec, package, offer));
        }
        catch (SceneRefusedException e)
        {
            return new Refusal(RefusalKind.Invalid, RefusalCodes.SceneRefused, $"{e.Code}: {e.Message}", e.Fix);
        }
    }

    /// <inheritdoc/>
    public async Task<Outcome<JobView>> Submit(SubmitJob message, CancellationToken cancellationToken) =>
        await View(await open.Run(message, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<Outcome<JobView>> Accept(JobId job, AcceptQuote message, CancellationToken cancellationToken) =>
        await View(await accept.Run(job, message, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<JobView>> Cancel(JobId job, CancellationToken cancellationToken) =>
        Stop(job, StopReason.Cancelled, "Withdrawn by its creator.", state => state is JobState.Cancelled or JobState.Settled or JobState.Refunded, cancellationToken);

    /// <inheritdoc/>
    public async Task<Outcome<JobView>> TopUp(JobId job, TopUpJob message, CancellationToken cancellationToken) =>
        await View(await topUp.Run(job, message, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<JobView>> Finish(JobId job, CancellationToken cancellationToken) =>
        Stop(job, StopReason.Finished, "The creator took the frames that were finished.", _ => false, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobView>> Jobs(CancellationToken cancellationToken)
    {
        var all = new List<JobRecord>();
        await foreach (var found in state.All<JobRecord>(JobRecord.Partition, cancellationToken))
            all.Add(found.Value);
        var views = new List<JobView>(all.Count);
        foreach (var job in all.OrderByDescending(job => job.Created).ThenBy(job => job.Id))
            views.Add(await View(job, cancellationToken));
        return views;
    }

    /// <inheritdoc/>
    public async Task<Outcome<JobView>> Job(JobId job, CancellationToken cancellationToken) =>
        await jobs.Find(job, cancellationToken) is { } found ? await View(found, cancellationToken) : Unknown(job);

    /// <inheritdoc/>
    public async Task<Outcome<IReadOnlyList<TaskView>>> Tasks(JobId job, string? from, int max, CancellationToken cancellationToken)
    {
        if (await jobs.Find(job, cancellationToken) is not { } found)
            return Unknown(job);
        var views = new List<TaskView>();
        var group = 0;
        if (from is not null)
        {
            var index = TaskId.TryParseKey(job, from, out var first) ? found.Split?.IndexOf(first) ?? -1 : -1;
            if (index < 0)
                return Refusal.Missing(RefusalCodes.TaskUnknown, $"task {from} of {job}");
            group = SplitPlan.GroupOf(index);
        }

        for (; group < found.Groups && views.Count < max; group++)
        {
            // Keys sort by frame, but rows of a frame by column first: the order of handing out is the tasks'.
            var rows = new List<TaskRecord>();
            await foreach (var row in state.All<TaskRecord>(BoardJob.PartitionOf(job, group), cancellationToken))
                rows.Add(row.Value);
            var start = from is not null && TaskId.TryParseKey(job, from, out var at) ? at : default(TaskId?);
            views.AddRange(
                rows.GroupBy(row => row.Id).OrderBy(task => task.Key).Where(task => start is not { } s || task.Key.CompareTo(s) >= 0).Take(max - views.Count).Select(View));
        }

        return views;
    }

    /// <inheritdoc/>
    public async Task<Outcome<TaskView>> Task(TaskId task, CancellationToken cancellationToken) =>
        await Rows(task, cancellationToken) is { Count: > 0 } rows ? View(rows) : Refusal.Missing(RefusalCodes.TaskUnknown, $"task {task}");

    /// <inheritdoc/>
    public async Task<Outcome<Stream>> Log(TaskId task, CancellationToken cancellationToken) =>
        await Rows(task, cancellationToken) is [var row, ..] && (row.Receipt ?? (row.Past.Count > 0 ? row.Past[^1].Receipt : null)) is { } receipt
            ? await blobs.OpenRead(receipt.Log, cancellationToken)
            : Refusal.Missing(RefusalCodes.LogUnknown, $"log of {task} yet");

    /// <inheritdoc/>
    public async Task<Outcome<Stream>> Frame(JobId job, int frame, CancellationToken cancellationToken) =>
        await frames.Find(job, frame, cancellationToken) is { } found
            ? await blobs.OpenRead(found.File, cancellationToken)
            : NoFrame(job, frame);

    /// <inheritdoc/>
    public async Task<Outcome<StoredFile>> LinearFrame(JobId job, int frame, CancellationToken cancellationToken)
    {
        if (await jobs.Find(job, cancellationToken) is not { } found)
            return Unknown(job);
        try
        {
            return await frames.Linear(found, frame, cancellationToken) is { } file
                ? new StoredFile(file, await blobs.OpenRead(file, cancellationToken))
                : NoFrame(job, frame);
        }
        catch (SceneRefusedException e)
        {
            return new Refusal(RefusalKind.Conflict, RefusalCodes.SceneRefused, $"{e.Code}: {e.Message}", e.Fix);
        }
    }

    /// <inheritdoc/>
    public async Task<Outcome<DisputeView>> Dispute(TaskId task, Stream claim, CancellationToken cancellationToken)
    {
        if (await jobs.Find(task.Job, cancellationToken) is not { } job)
            return Unknown(task.Job);
        if (await Rows(task, cancellationToken) is not { Count: > 0 } replicas)
            return Refusal.Missing(RefusalCodes.TaskUnknown, $"task {task}");
        // Accepted replicas hold the same result: whichever is named, that is what is disputed.
        var row = replicas.FirstOrDefault(found => found.State == TaskState.Accepted) ?? replicas[0];
        var opened = await openDispute.Run(job, row, claim, cancellationToken);
        return opened.IsRefused ? opened.Refusal : opened.Value.View();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DisputeView>> Disputes(CancellationToken cancellationToken) =>
        System.Threading.Tasks.Task.FromResult<IReadOnlyList<DisputeView>>([.. disputes.All.Select(dispute => dispute.View())]);

    /// <inheritdoc/>
    public async Task<Outcome<JobReceipt>> Receipt(JobId job, CancellationToken cancellationToken) =>
        await jobs.Find(job, cancellationToken) is { } found ? await Receipt(found, cancellationToken) : Unknown(job);

    /// <inheritdoc/>
    public async Task<Outcome<JobReceipt>> WriteBundle(JobId job, Stream destination, CancellationToken cancellationToken)
    {
        if (await jobs.Find(job, cancellationToken) is not { } found)
            return Unknown(job);
        var receipt = await Receipt(found, cancellationToken);
        await bundles.Write(destination, receipt, cancellationToken);
        return receipt;
    }

    private async Task<JobReceipt> Receipt(JobRecord job, CancellationToken cancellationToken)
    {
        var view = await View(job, cancellationToken);
        return new JobReceipt(
            job.Id, job.State, options.NetworkId, job.OrderHash, job.Spec.Package, job.Books?.Rays ?? 0, view.Money, job.Books?.Payouts ?? [],
            await frames.All(job.Id, cancellationToken), job.Books?.QuoteError, job.Books?.Sequence, job.Books?.Hash);
    }

    private async Task<Outcome<JobView>> Stop(
        JobId id, StopReason why, string reason, Func<JobState, bool> wanted, CancellationToken cancellationToken)
    {
        if (await jobs.Find(id, cancellationToken) is null)
            return Unknown(id);
        var job = await stop.Run(id, why, reason, cancellationToken);
        return job.Stop == why || wanted(job.State)
            ? await View(job, cancellationToken)
            : new Refusal(RefusalKind.Conflict, RefusalCodes.JobState, $"Job {id} is {job.State}.", why == StopReason.Finished ? "Only a job that waits for a top-up can be finished early." : null);
    }

    private async Task<Outcome<JobView>> View(Outcome<JobRecord> outcome, CancellationToken cancellationToken) =>
        outcome.IsRefused ? outcome.Refusal : await View(outcome.Value, cancellationToken);

    private async Task<JobView> View(JobRecord job, CancellationToken cancellationToken)
    {
        var held = board.Job(job.Id);
        var finished = held is null ? (job.Books is null ? 0 : (await frames.All(job.Id, cancellationToken)).Count) : board.Read(() => held.Finished.Count);
        return board.Read(() => JobViews.Of(job, held, finished, held is null ? 0 : board.WorkingSpeed(held), held is null ? null : shortages.Of(held)));
    }

    /// <summary>A task's rows; none where there is no such task.</summary>
    private async Task<IReadOnlyList<TaskRecord>> Rows(TaskId task, CancellationToken cancellationToken)
    {
        return await jobs.Find(task.Job, cancellationToken) is { } job ? [.. Ordered(await rows.Of(job, task, cancellationToken))] : [];
    }

    private TaskView View(IEnumerable<TaskRecord> rows)
    {
        var all = Ordered(rows).ToList();
        return View(all[0], all.Count > 1 ? all.Skip(1).Select(row => View(row, null)).ToList() : null);
    }

    /// <summary>By replica, those that are not wanted any more last.</summary>
    private static IEnumerable<TaskRecord> Ordered(IEnumerable<TaskRecord> rows) => rows.OrderBy(row => row.Withdrawn).ThenBy(row => row.Replica);

    private TaskView View(TaskRecord row, IReadOnlyList<TaskView>? replicas)
    {
        var held = board.Peek(row);
        return board.Read(() => JobViews.Task(
            row,
            held?.Progress ?? 0,
            held?.EtaSeconds,
            held is not null && row.State == TaskState.Leased
                ? clock.GetUtcNow() + TimeSpan.FromSeconds((held.Deadline - clock.GetTimestamp()) / (double)clock.TimestampFrequency)
                : null,
            replicas,
            held?.ParkedAt is not null));
    }

    private static Refusal NoFrame(JobId job, int frame) =>
        Refusal.Missing(RefusalCodes.FrameUnknown, string.Create(CultureInfo.InvariantCulture, $"frame {frame} of {job} yet"));

    private static Refusal Unknown(JobId job) => Refusal.Missing(RefusalCodes.JobUnknown, $"job {job}");
}
