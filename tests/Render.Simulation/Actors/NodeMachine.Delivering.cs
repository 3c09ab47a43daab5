using Render.Lifecycle.Results;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Simulation.Machine;
using Render.Simulation.Messaging;
using Render.Simulation.Rendering;

namespace Render.Simulation.Actors;

/// <content>What it has rendered, on its way: signed, kept, sent until there is an answer.</content>
internal sealed partial class NodeMachine
{
    /// <summary>Commits to what is kept back, again and again, and lets go what may be opened; what is lost or delivered already says so when it is sent.</summary>
    private async Task Open()
    {
        foreach (var parcel in withheld.ToList())
        {
            var answer = await TryAsk(desk => desk.Nodes.Submit(Id, parcel.Commits!.Message, CancellationToken.None));
            if (answer is null or { Value.MayOpen: false } || !withheld.Remove(parcel))
                continue;
            if (Strategy.Delivers(this, parcel.Commits!.Work))
                outbox.Enqueue(parcel);
        }
    }

    /// <summary>Sends what is signed, oldest first, until each has an answer.</summary>
    private async Task Deliver()
    {
        while (outbox.TryPeek(out var parcel))
        {
            if (parcel.Receipt is { } receipt)
            {
                if (!await Upload(parcel.Result!))
                    continue;
                var answer = await Ask(desk => desk.Nodes.Submit(Id, receipt, CancellationToken.None));
                if (answer.Refusal is { } refusal)
                    world.Note(Name, $"receipt refused: {refusal.Code}");
                if (answer.Refusal?.Code == RefusalCodes.NotOpenYet && outbox.TryPeek(out var early) && early == parcel)
                {
                    withheld.Add(outbox.Dequeue());
                    continue;
                }

                if (answer.Refusal is null && Strategy.SignsAgain(this, receipt))
                {
                    var second = SignAgain(receipt);
                    await TryAsk(desk => desk.Nodes.Submit(Id, second, CancellationToken.None));
                }
            }
            else if (parcel.Vote is { } vote)
            {
                if ((await Ask(vote)).Refusal is { } refusal)
                    world.Note(Name, $"vote refused: {refusal.Code} {refusal.Detail}");
            }
            else
            {
                var answer = await Ask(desk => desk.Nodes.Submit(Id, parcel.Audit!, CancellationToken.None));
                if (answer.Refusal is { } refusal)
                    world.Note(Name, $"report refused: {refusal.Code}");
                IsValidated |= answer.Value?.Status == NodeStatus.Active;
            }

            // Another loop of this process may have been faster.
            if (outbox.TryPeek(out var still) && still == parcel)
                outbox.Dequeue();
            held.Remove(parcel.Lease);
        }
    }

    private async Task<bool> Upload(byte[] result)
    {
        var stored = await TryAsk<Outcome<Stored>>(async desk =>
        {
            await Render.Lifecycle.Ports.BlobsExtensions.Put(desk.Blobs, result);
            await Render.Lifecycle.Ports.BlobsExtensions.Put(desk.Blobs, LogBytes);
            return new Stored();
        });
        if (stored is null)
            await Sleep(random.Exponential(TimeSpan.FromSeconds(2)));
        return stored is not null;
    }

    private SubmitReceipt Sign(WorkAssignment work, ResultFile result, DateTimeOffset began)
    {
        var task = TaskDigest.Of(work.NetworkId, work.Task);
        var root = result.Commit(task).Root;
        var receipt = new Receipt(
            work.NetworkId, Digest.OfText(work.Task.Id.Job.Value), task, work.Lease.Id, Digest.Of(key.PublicKey), work.Task.Package, work.Task.Settings,
            root.Hash, root.Rays, root.Invalid, Digest.Of(result.Content.Span), Digest.Of(LogBytes), 1, Digest.OfText("engine"), Strategy.DeviceClass, Millis(began), Millis(Process!.Clock.GetUtcNow()));
        return new SubmitReceipt(work.Task.Id, work.Lease.Id, work.Lease.Fencing, receipt.ToArray(), key.Sign(receipt.ToArray()), work.Commits ? Digest.OfText($"{Name} {work.Lease.Id}") : null);
    }

    /// <summary>A receipt for the same lease that says something else.</summary>
    private SubmitReceipt SignAgain(SubmitReceipt message)
    {
        Receipt.TryDecode(message.Receipt, out var receipt);
        var other = (receipt! with { FinishedUnixMs = receipt.FinishedUnixMs + 1 }).ToArray();
        return message with { Receipt = other, Signature = key.Sign(other) };
    }

    private Commitment Commit(WorkAssignment work, SubmitReceipt message)
    {
        Receipt.TryDecode(message.Receipt, out var receipt);
        var statement = new CommitmentStatement(
            work.NetworkId, receipt!.Task, receipt.Lease, receipt.Node, ReplicaCommitment.Of(receipt.Root, receipt.Node, receipt.Lease, message.Salt!.Value)).ToArray();
        return new Commitment(work, new SubmitCommitment(work.Task.Id, work.Lease.Id, work.Lease.Fencing, statement, key.Sign(statement)));
    }

    private SubmitAudit Report(WorkAssignment work, IReadOnlyList<AuditedBlock> leaves, DateTimeOffset began)
    {
        var report = new AuditReport(
            work.NetworkId, Digest.OfText(work.Task.Id.Job.Value), TaskDigest.Of(work.NetworkId, work.Task), work.Lease.Id, Digest.Of(key.PublicKey), 1,
            Digest.OfText("engine"), Strategy.DeviceClass, Millis(began), Millis(Process!.Clock.GetUtcNow()), [.. leaves]);
        return new SubmitAudit(work.Task.Id, work.Lease.Id, work.Lease.Fencing, report.ToArray(), key.Sign(report.ToArray()));
    }

    private static ulong Millis(DateTimeOffset time) => (ulong)time.ToUnixTimeMilliseconds();
}
