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
/// <param name="folder">Keeps the blocks of what is not.</param>
/// <param name="outbox">Keeps what is finished.</param>
/// <param name="clock">Limits time.</param>
/// <param name="now">The time put into statements: the coordinator's as far as known.</param>
public sealed class TaskRunner(
    NodeIdentity identity, HardwareFacts machine, ITaskEngine engine, WorkFolder folder, Outbox outbox, TimeProvider clock, Func<DateTimeOffset> now)
{
    /// <summary>Renders, signs and stores.</summary>
    /// <param name="work">What.</param>
    /// <param name="network">The network the node joined.</param>
    /// <param name="held">Told the progress; says when to stop for other work.</param>
    /// <param name="cancellationToken">Gives up: the node leaves, or the lease is lost.</param>
    /// <param name="traceparent">What the delivery goes on from in the job's trace; null: nothing.</param>
    /// <returns>Rays traced; null where the work is parked: called again, it goes on from the blocks that are rendered.</returns>
    /// <exception cref="TaskFailedException">It cannot be rendered here, and why.</exception>
    public async Task<ulong?> Run(WorkAssignment work, Digest network, HeldLease held, CancellationToken cancellationToken, string? traceparent = null)
    {
        if (AssignmentCheck.Find(work, network, engine.Identity) is { } wrong)
            throw new TaskFailedException(LeaseFailure.BadAssignment, $"The assignment is refused: {wrong}.");
        if (await Render(work, held, cancellationToken) is not { } result)
            return null;
        var finished = now();
        // So that the difference is the time that it took: what passed while it was parked, or the node was away, is not the task's.
        var started = finished - held.Spent;
        if (work.Kind == WorkKind.Render)
            FinishRender(work, result, started, finished, traceparent);
        else
            FinishAudit(work, result, started, finished, traceparent);
        return result.Blocks.Aggregate(0UL, (sum, block) => checked(sum + block.Rays));
    }

    /// <summary>Renders what is not rendered yet.</summary>
    /// <returns>The whole; null where it is parked.</returns>
    private async Task<EngineResult?> Render(WorkAssignment work, HeldLease held, CancellationToken cancellationToken)
    {
        if (work.Kind != WorkKind.Render)
            return await RenderBlocks(new EngineTask(work.Task, work.Settings, work.Files, work.Blocks!), work, held, new BlocksOf(held, work.Blocks!.Count), default, cancellationToken);
        using var journal = new BlockJournal(
            folder.BlocksOf(work.Lease.Id), BlockJournal.Of(TaskDigest.Of(work.NetworkId, work.Task), engine.Identity), work.Task.Id.Region, held, clock);
        for (var yields = true; ; yields = false)
        {
            var (yielding, found) = (yields ? held.Yielding : default, journal.Count);
            var rest = new EngineTask(work.Task, work.Settings, work.Files, [.. AssignmentCheck.Blocks(work).Where(block => journal.Find(block) is null)]) { IsRest = found > 0 };
            try
            {
                var part = rest.Blocks.Count > 0
                    ? await RenderBlocks(rest, work, held, journal, yielding, cancellationToken)
                    : new EngineResult([], TimeSpan.Zero, TimeSpan.Zero, []);
                return Whole(work, part, journal, held);
            }
            catch (OperationCanceledException) when (yielding.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                // What cannot be kept is not thrown away: then the work goes on, and nobody is served before it.
                if (journal.Keep())
                    return null;
            }
            catch (OperationCanceledException)
            {
                // The node leaves: if it comes back before the lease ends, it goes on from here.
                journal.Keep();
                throw;
            }
        }
    }

    private async Task<EngineResult> RenderBlocks(
        EngineTask task, WorkAssignment work, HeldLease held, IProgress<RenderedBlock> done, CancellationToken yielding, CancellationToken cancellationToken)
    {
        var left = TimeSpan.FromSeconds(Math.Min(work.MaxSeconds, 86_400)) - held.Spent;
        using var limit = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token, yielding);
        using var time = held.Work();
        try
        {
            var result = await engine.Render(task, done, any.Token);
            Debug.Assert(result.Blocks.Select(block => block.Block).SequenceEqual(task.Blocks), "An engine renders the blocks it is asked for.");
            return result;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !yielding.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TaskFailedException(LeaseFailure.TooSlow, FormattableString.Invariant($"Not done within {work.MaxSeconds:F0} s."));
        }
    }

    /// <summary>The blocks that were there with those that came last.</summary>
    private static EngineResult Whole(WorkAssignment work, EngineResult last, BlockJournal journal, HeldLease held)
    {
        var rendered = last.Blocks.ToDictionary(block => block.Block);
        var notices = last.Notices.ToList();
        if (last.Blocks.Count < work.Task.Id.Region.Blocks)
            notices.Add(FormattableString.Invariant($"parts: the last {last.Blocks.Count} of {work.Task.Id.Region.Blocks} blocks were rendered after the work had stood still"));
        if (journal.Failure is { } failure)
            notices.Add($"blocks-not-kept: {failure}");
        var traced = last.Blocks.Count < work.Task.Id.Region.Blocks ? held.Spent - last.LoadTime : last.TraceTime;
        return last with
        {
            Blocks = [.. AssignmentCheck.Blocks(work).Select(block => rendered.GetValueOrDefault(block) ?? journal.Find(block)!)],
            TraceTime = traced,
            Notices = notices,
        };
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
        // Shown with every report: they tell a rounding from a lie. Whoever is challenged or arbitrates shows none.
        byte[] sums = work.Kind == WorkKind.Audit ? [.. result.Blocks.SelectMany(BytesOf).Take(WireLimits.AuditSumsBytes)] : [];
        outbox.Add(
            new FinishedWork(work.Kind, work.Task.Id, work.Lease.Id, work.Lease.Fencing, report, identity.Sign(report), work.Kind == WorkKind.Audit ? Digest.Of(sums) : null, null, traceparent), sums, []);
    }

    private static MerkleSum LeafOf(Digest task, RenderedBlock block) => Leaf.Of(task, block.Block, BytesOf(block), block.Rays, block.Invalid);

    private static byte[] BytesOf(RenderedBlock block)
    {
        var sums = new byte[8 * block.Sums.Length];
        for (var i = 0; i < block.Sums.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(sums.AsSpan(8 * i), block.Sums[i]);
        return sums;
    }

    private static Digest JobDigest(WorkAssignment work) => Digest.Of(Encoding.UTF8.GetBytes(work.Task.Id.Job.Value));

    private static ulong Milliseconds(DateTimeOffset time) => (ulong)Math.Max(0, time.ToUnixTimeMilliseconds());

    /// <summary>An audit's blocks: few, and rendered again where they are lost.</summary>
    private sealed class BlocksOf(HeldLease held, int count) : IProgress<RenderedBlock>
    {
        private int done;

        public void Report(RenderedBlock value) => held.Progress = (double)Interlocked.Increment(ref done) / count;
    }
}
