using Render.Lifecycle.Results;
using Render.Network.Chunks;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Desks;

/// <summary>Where creators turn to.</summary>
public interface ICreatorDesk
{
    /// <summary>Stores an upload, inspects it and stores its canonical package. The same bytes give the same answer.</summary>
    /// <param name="content">The upload; read to its end, not disposed.</param>
    /// <param name="name">File name as the creator knows it.</param>
    /// <param name="cancellationToken">Stops; nothing is acknowledged then.</param>
    Task<Outcome<PackageStored>> StorePackage(Stream content, string name, CancellationToken cancellationToken);

    /// <summary>The same with an upload of which every chunk is stored as a blob.</summary>
    /// <param name="chunks">The upload's chunks.</param>
    /// <param name="name">File name as the creator knows it.</param>
    /// <param name="cancellationToken">Stops; nothing is acknowledged then.</param>
    Task<Outcome<PackageStored>> StorePackage(ChunkList chunks, string name, CancellationToken cancellationToken);

    /// <summary>What a job would cost. Binds nobody.</summary>
    Task<Outcome<QuoteView>> Quote(QuoteRequest message, CancellationToken cancellationToken);

    /// <summary>Submits a job; the same key of the same creator gives the same job.</summary>
    Task<Outcome<JobView>> Submit(SubmitJob message, CancellationToken cancellationToken);

    /// <summary>Accepts a quote: the cap is locked.</summary>
    Task<Outcome<JobView>> Accept(JobId job, AcceptQuote message, CancellationToken cancellationToken);

    /// <summary>Withdraws a job: accepted work is paid, the rest returned.</summary>
    Task<Outcome<JobView>> Cancel(JobId job, CancellationToken cancellationToken);

    /// <summary>Raises the cap.</summary>
    Task<Outcome<JobView>> TopUp(JobId job, TopUpJob message, CancellationToken cancellationToken);

    /// <summary>Takes the frames finished so far of a job that waits for a top-up.</summary>
    Task<Outcome<JobView>> Finish(JobId job, CancellationToken cancellationToken);

    /// <summary>All jobs, newest first.</summary>
    Task<IReadOnlyList<JobView>> Jobs(CancellationToken cancellationToken);

    /// <summary>A job.</summary>
    Task<Outcome<JobView>> Job(JobId job, CancellationToken cancellationToken);

    /// <summary>A job's tasks in order, a page of them.</summary>
    /// <param name="job">The job.</param>
    /// <param name="from">Key of the first task wanted; null: the first.</param>
    /// <param name="max">At most so many, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<Outcome<IReadOnlyList<TaskView>>> Tasks(JobId job, string? from, int max, CancellationToken cancellationToken);

    /// <summary>A task.</summary>
    Task<Outcome<TaskView>> Task(TaskId task, CancellationToken cancellationToken);

    /// <summary>A task's log; the caller disposes the stream.</summary>
    Task<Outcome<Stream>> Log(TaskId task, CancellationToken cancellationToken);

    /// <summary>A finished frame's PNG; the caller disposes the stream.</summary>
    Task<Outcome<Stream>> Frame(JobId job, int frame, CancellationToken cancellationToken);

    /// <summary>A finished frame's light before the view, OpenEXR; made when it is first asked for. The caller disposes the stream.</summary>
    Task<Outcome<StoredFile>> LinearFrame(JobId job, int frame, CancellationToken cancellationToken);

    /// <summary>Disputes an accepted result by a result of one's own; the bond is locked, and a panel drawn.</summary>
    /// <param name="task">The task.</param>
    /// <param name="claim">The creator's result file for it; read, not disposed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<Outcome<DisputeView>> Dispute(TaskId task, Stream claim, CancellationToken cancellationToken);

    /// <summary>All disputes, newest first.</summary>
    Task<IReadOnlyList<DisputeView>> Disputes(CancellationToken cancellationToken);

    /// <summary>What a creator keeps of a job.</summary>
    Task<Outcome<JobReceipt>> Receipt(JobId job, CancellationToken cancellationToken);

    /// <summary>Writes the audit bundle of a job: everything needed to decide its verdicts and derive its payouts again, as a zip.</summary>
    Task<Outcome<JobReceipt>> WriteBundle(JobId job, Stream destination, CancellationToken cancellationToken);
}
