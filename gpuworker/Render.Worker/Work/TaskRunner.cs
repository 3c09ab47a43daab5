using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Identity;

namespace Render.Worker.Work;

/// <summary>Turns an assignment into signed, stored work.</summary>
/// <param name="identity">Signs.</param>
/// <param name="machine">What the log says about the machine.</param>
/// <param name="engine">Renders.</param>
/// <param name="outbox">Keeps what is finished.</param>
/// <param name="clock">Limits time.</param>
/// <param name="now">The time put into statements: the coordinator's as far as known.</param>
public sealed class TaskRunner(
    NodeIdentity identity, HardwareFacts machine, ITaskEngine engine, Outbox outbox, TimeProvider clock, Func<DateTimeOffset> now)
{
    /// <summary>Renders, signs and stores.</summary>
    /// <param name="work">What.</param>
    /// <param name="network">The network the node joined.</param>
    /// <param name="held">Told the progress.</param>
    /// <param name="cancellationToken">Gives up: the node leaves, or the lease is lost.</param>
    /// <param name="traceparent">What the delivery goes on from in the job's trace; null: nothing.</param>
    /// <returns>Rays traced.</returns>
    /// <exception cref="TaskFailedException">It cannot be rendered here, and why.</exception>
    public async Task<ulong> Run(WorkAssignment work, Digest network, HeldLease held, CancellationToken cancellationToken, string? traceparent = null)
    {
        if (AssignmentCheck.Find(work, network, engine.Identity) is { } wrong)
            throw new TaskFailedException(LeaseFailure.BadAssignment, $"The assignment is refused: {wrong}.");
        var started = now();
        var result = await Render(work, held, cancellationToken);
        var finished = now();
        if (work.Kind == WorkKind.Render)
            FinishRender(work, result, started, finished, traceparent);
        else
            FinishAudit(work, result, started, finished, traceparent);
        return result.Blocks.Aggregate(0UL, (sum, block) => checked(sum + block.Rays));
    }

    private async Task<EngineResult> Render(WorkAssignment work, HeldLease held, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(Math.Min(work.MaxSeconds, 86_400)), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var task = new EngineTask(work.Task, work.Settings, work.Files, AssignmentCheck.Blocks(work));
        try
        {
            var result = await engine.Render(task, new ProgressOf(held), either.Token);
            Debug.Assert(result.Blocks.Select(block => block.Block).SequenceEqual(task.Blocks), "An engine renders the blocks it is asked for.");
            return result;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TaskFailedException(LeaseFailure.TooSlow, FormattableString.Invariant($"Not done within {work.MaxSeconds:F0} s."));
        }
    }

    private void FinishRender(WorkAssignment work, EngineResult result, DateTimeOffset started, DateTimeOffset finished, string? traceparent)
    {
        var header = new ResultHeader(work.Task.Id.Region, work.Task.Id.Frame, work.Task.Id.Samples);
        var file = ResultFile.Create(header, (block, sums) =>
        {
            var rendered = result.Blocks[block];
            rendered.Sums.CopyTo(sums);
            return (rendered.Rays, rendered.Invalid);
        });
        var task = TaskDigest.Of(work.NetworkId, work.Task);
        var commitment = file.Commit(task).Root;
        var log = Encoding.UTF8.GetBytes(TaskLog.Write(work, machine, engine.Identity, result, started, finished));
        var resultDigest = Digest.Of(file.Content.Span);
        var logDigest = Digest.Of(log);
        var receipt = new Receipt(
            work.NetworkId, JobDigest(work), task, work.Lease.Id, identity.KeyDigest, work.Task.Package, work.Task.Settings,
            commitment.Hash, commitment.Rays, commitment.Invalid, resultDigest, logDigest,
            engine.Identity.Build, engine.Identity.Digest, engine.Identity.DeviceClass, Milliseconds(started), Milliseconds(finished)).ToArray();
        outbox.Add(
            new FinishedWork(work.Kind, work.Task.Id, work.Lease.Id, work.Lease.Fencing, receipt, identity.Sign(receipt), resultDigest, logDigest, traceparent,
                work.Commits ? Commit(work, task, commitment.Hash) : null),
            file.Content.Span,
            log);
    }

    private OwnCommitment Commit(WorkAssignment work, Digest task, Digest root)
    {
        var salt = new Digest(RandomNumberGenerator.GetBytes(Digest.Size));
        var commitment = ReplicaCommitment.Of(root, identity.KeyDigest, work.Lease.Id, salt);
        var statement = new CommitmentStatement(work.NetworkId, task, work.Lease.Id, identity.KeyDigest, commitment).ToArray();
        return new OwnCommitment(statement, identity.Sign(statement), salt);
    }

    private void FinishAudit(WorkAssignment work, EngineResult result, DateTimeOffset started, DateTimeOffset finished, string? traceparent)
    {
        var task = TaskDigest.Of(work.NetworkId, work.Task);
        var blocks = result.Blocks.Select(block => new AuditedBlock(block.Block, LeafOf(task, block))).ToArray();
        var report = new AuditReport(
            work.NetworkId, JobDigest(work), task, work.Lease.Id, identity.KeyDigest,
            engine.Identity.Build, engine.Identity.Digest, engine.Identity.DeviceClass, Milliseconds(started), Milliseconds(finished), blocks).ToArray();
        outbox.Add(
            new FinishedWork(work.Kind, work.Task.Id, work.Lease.Id, work.Lease.Fencing, report, identity.Sign(report), null, null, traceparent), [], []);
    }

    private static MerkleSum LeafOf(Digest task, RenderedBlock block)
    {
        var sums = new byte[8 * block.Sums.Length];
        for (var i = 0; i < block.Sums.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(sums.AsSpan(8 * i), block.Sums[i]);
        return Leaf.Of(task, block.Block, sums, block.Rays, block.Invalid);
    }

    private static Digest JobDigest(WorkAssignment work) => Digest.Of(Encoding.UTF8.GetBytes(work.Task.Id.Job.Value));

    private static ulong Milliseconds(DateTimeOffset time) => (ulong)Math.Max(0, time.ToUnixTimeMilliseconds());

    private sealed class ProgressOf(HeldLease held) : IProgress<double>
    {
        public void Report(double value) => held.Progress = value;
    }
}
