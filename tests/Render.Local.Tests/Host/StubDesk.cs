using System.Security.Cryptography;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Results;
using Render.Local.Tests.Cli;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Local.Tests.Host;

/// <summary>A creators' desk that takes down what it is asked.</summary>
internal sealed class StubDesk : ICreatorDesk
{
    public List<(string Name, int Bytes)> Stored { get; } = [];

    public List<SubmitJob> Submitted { get; } = [];

    public Refusal? RefusePackage { get; set; }

    public Refusal? RefuseJob { get; set; }

    public Task<Outcome<PackageStored>> StorePackage(Network.Chunks.ChunkList chunks, string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<Outcome<PackageStored>> StorePackage(Stream content, string name, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken);
        Stored.Add((name, (int)bytes.Length));
        return RefusePackage is { } refusal
            ? refusal
            : new PackageStored(new Digest(SHA256.HashData(bytes.ToArray())), name, bytes.Length, 1, new SceneFacts(1, 1, 1, 1, 0, 0, 1, true, 1.0, 1), []);
    }

    public Task<Outcome<JobView>> Submit(SubmitJob message, CancellationToken cancellationToken)
    {
        Submitted.Add(message);
        return System.Threading.Tasks.Task.FromResult<Outcome<JobView>>(RefuseJob is { } refusal ? refusal : Examples.JobView(JobState.Submitted));
    }

    public Task<Outcome<QuoteView>> Quote(QuoteRequest message, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<JobView>> Accept(JobId job, AcceptQuote message, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<JobView>> Cancel(JobId job, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<JobView>> TopUp(JobId job, TopUpJob message, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<JobView>> Finish(JobId job, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<JobView>> Jobs(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<JobView>> Job(JobId job, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<IReadOnlyList<TaskView>>> Tasks(JobId job, string? from, int max, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<TaskView>> Task(TaskId task, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<Stream>> Log(TaskId task, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<Stream>> Frame(JobId job, int frame, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<StoredFile>> LinearFrame(JobId job, int frame, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<DisputeView>> Dispute(TaskId task, Stream claim, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<DisputeView>> Disputes(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<JobReceipt>> Receipt(JobId job, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome<JobReceipt>> WriteBundle(JobId job, Stream destination, CancellationToken cancellationToken) => throw new NotSupportedException();
}
