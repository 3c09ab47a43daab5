using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Client;
using Render.Worker.Work;

namespace Render.Worker.Agent;

/// <summary>
/// Brings finished work to the coordinator, oldest first, beside rendering: uploads, then the signed statement. A replica is committed to first,
/// and nothing of it leaves the node until all replicas of its task are; meanwhile what is behind it goes on.
/// </summary>
internal sealed class DeliveryLoop(
    CoordinatorClient client, Connection connection, Membership membership, Outbox outbox, Outbox votes, WorkFolder folder, HeldLeases held, INodeObserver observer)
{
    /// <summary>Delivers until cancelled.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = outbox.Changed;
            if (outbox.Items.FirstOrDefault(item => !held.Withholds(item.Lease)) is { } oldest)
                await Deliver(oldest, cancellationToken);
            else
                await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits until nothing is left.</summary>
    public async Task WaitEmpty(CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = outbox.Changed;
            if (outbox.Items.Count == 0)
                return;
            await changed.WaitAsync(cancellationToken);
        }
    }

    private async Task Deliver(FinishedWork work, CancellationToken cancellationToken)
    {
        // Before the first byte leaves: a node that is killed after its receipt arrived must not find the assignment and sign another.
        folder.Forget(work.Lease);
        NodeEvent happened;
        using var trace = WorkTrace.Begin("deliver", work.Traceparent, work.Task, work.Kind);
        try
        {
            if (work.Commitment is { } commitment && !await Commit(work, commitment, cancellationToken))
            {
                Withhold(work);
                return;
            }

            var sequence = work.Kind switch
            {
                WorkKind.Render => await DeliverRender(work, cancellationToken),
                WorkKind.Arbitrate => await DeliverVote(work, cancellationToken),
                WorkKind.Reveal => await DeliverReveal(work, cancellationToken),
                _ => await DeliverAudit(work, cancellationToken),
            };
            happened = new WorkDelivered(work.Kind, work.Task, sequence);
        }
        catch (CoordinatorRefusedException e) when (e.Code == ProblemCodes.NotOpenYet)
        {
            // Another replica was lost after all had committed: the next node's commitment is waited for.
            Withhold(work);
            return;
        }
        catch (CoordinatorRefusedException e)
        {
            // Final: the lease is lost, or another result was first. Keeping it would only repeat the answer.
            trace.Failed(e.Code, e.Detail);
            happened = new WorkDropped(work.Kind, work.Task, $"{e.Code}: {e.Detail}");
        }

        held.Remove(work.Lease);
        outbox.Remove(work);
        observer.On(happened);
    }

    /// <summary>Keeps work back; whoever waits for room in the outbox looks again, since it takes none now.</summary>
    private void Withhold(FinishedWork work)
    {
        held.Withhold(work.Lease);
        outbox.Nudge();
    }

    /// <summary>Commits; true where the result may be opened.</summary>
    private async Task<bool> Commit(FinishedWork work, OwnCommitment commitment, CancellationToken cancellationToken)
    {
        var message = new SubmitCommitment(work.Task, work.Lease, work.Fencing, commitment.Statement, commitment.Signature);
        try
        {
            return (await connection.Insist(token => client.Commit(message, token), cancellationToken)).MayOpen;
        }
        catch (CoordinatorRefusedException e) when (e.Code == ProblemCodes.LeaseStale)
        {
            // Lost, or delivered by a run that never heard so: the answer to the receipt says which.
            return true;
        }
    }

    private async Task<long?> DeliverRender(FinishedWork work, CancellationToken cancellationToken)
    {
        foreach (var blob in new[] { work.Result, work.Log })
        {
            if (blob is not { } digest)
                continue;
            var content = outbox.Read(work, digest);
            await connection.Insist(
                async token =>
                {
                    await client.PutBlob(digest, content, token);
                    return true;
                },
                cancellationToken);
        }

        var message = new SubmitReceipt(work.Task, work.Lease, work.Fencing, work.Statement, work.Signature, work.Commitment?.Salt);
        var accepted = await connection.Insist(token => client.Submit(message, token), cancellationToken);
        return accepted.LedgerSequence;
    }

    /// <summary>Commits to a vote, and keeps it to be shown when it is asked for.</summary>
    private async Task<long?> DeliverVote(FinishedWork work, CancellationToken cancellationToken)
    {
        if (!AuditReport.TryDecode(work.Statement, out var report))
            throw new InvalidDataException($"The vote under lease {work.Lease} is damaged.");
        var commitment = ArbiterVote.Commit(report.Blocks[0].Leaf, report.Auditor, work.Lease, SaltOf(work));
        // Kept first: a vote that is committed to and lost costs stake.
        if (!votes.Holds(work.Lease))
            votes.Add(work, [], []);
        await connection.Insist(token => client.Submit(new CommitVote(work.Task, work.Lease, commitment), token), cancellationToken);
        return null;
    }

    private async Task<long?> DeliverReveal(FinishedWork work, CancellationToken cancellationToken)
    {
        var message = new RevealVote(work.Task, work.Lease, work.Statement, work.Signature, SaltOf(work));
        await connection.Insist(token => client.Submit(message, token), cancellationToken);
        return null;
    }

    /// <summary>The signature is random and known to the node alone until it shows it, so its hash is a salt that need not be kept apart.</summary>
    private static Digest SaltOf(FinishedWork work) => Digest.Of(work.Signature);

    private async Task<long?> DeliverAudit(FinishedWork work, CancellationToken cancellationToken)
    {
        var message = new SubmitAudit(work.Task, work.Lease, work.Fencing, work.Statement, work.Signature, work.Result is { } sums ? outbox.Read(work, sums) : null);
        var accepted = await connection.Insist(token => client.Submit(message, token), cancellationToken);
        membership.Observe(accepted.Status);
        return null;
    }
}
