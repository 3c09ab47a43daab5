using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Events;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Proofs;
using Render.Lifecycle.Telemetry;
using Render.Lifecycle.Workflows;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Activities;

/// <summary>
/// Closes a job's books by its verdicts, alone with the books: what is accepted is paid, the rest returns. The ledger's entry decides; a crash
/// before the document is written finds it there.
/// </summary>
internal sealed class SettleJob(
    JobStore jobs, ILedger ledger, TaskBoard board, BooksGate books, PolicyBook policies, Convict convict, Creators creators, LifecycleMetrics metrics, INetworkEvents events) : IActivity<JobId, Step>
{
    /// <summary>The registered name.</summary>
    public static ActivityName<JobId, Step> Name { get; } = new("settle-job");

    /// <inheritdoc/>
    public async Task<Step> Run(ActivityContext context, JobId input, CancellationToken cancellationToken)
    {
        var job = await jobs.Get(input, cancellationToken);
        if (job.Books is null && job.OrderHash is not null)
        {
            if (await books.Run(() => Close(job, cancellationToken), cancellationToken) is not { } entry)
            {
                if (board.Job(input) is { } open)
                    await convict.Finish(open, cancellationToken);
                return new Step(job.State, false);
            }

            job = await Note(job, entry, cancellationToken);
        }

        if (job.Books is { } closed)
        {
            creators.Closed(job);
            if (board.Earn(closed.Sequence, closed.Payouts))
                events.Publish(new BooksSettled(job.Id, closed.Money, closed.Sequence));
        }

        board.Remove(input);
        return new Step(job.State, true);
    }

    /// <summary>Writes the closing entry; null where the job is not ready for it.</summary>
    private async Task<LedgerEntry?> Close(JobRecord before, CancellationToken cancellationToken)
    {
        var job = await jobs.Get(before.Id, cancellationToken);
        var order = await ledger.Find(EscrowLocked.KeyOf(job.Id), cancellationToken) ?? throw new InvalidDataException($"Job {job.Id} was never funded.");
        var locked = PayloadJson.Read<EscrowLocked>(order);
        if (await ledger.Find($"job-closed/{job.Id}", cancellationToken) is { } closed)
            return closed;
        if (job.State is not (JobState.Delivered or JobState.Cancelled or JobState.Failed) || (board.Job(job.Id) is { } held && !board.TrySeal(held)))
            return null;
        var cap = new Tokens((UInt128)await ledger.Balance(Accounts.Escrow(job.Id), cancellationToken));
        var work = AcceptedWork.Of(await Verdicts(job.Id, order.Sequence, cancellationToken), board.ConvictedNodes(), policies.Of(job).Tiers.For(job.Tier).Replicas > 1);
        LedgerPayload payload = job.State != JobState.Delivered && work.All(line => line.RenderedRays == 0)
            ? new JobRefunded(job.Id, job.Spec.Creator, cap, job.Reason ?? job.State.ToString())
            : JobSettled.Of(locked, cap, policies.Of(job).Split, job.Salt, work);
        var entry = await ledger.Append(payload.ToDraft(), cancellationToken);
        if (payload is JobSettled settled)
            metrics.Burned(settled.Result.Burn);
        return entry;
    }

    private async Task<List<VerdictRecorded>> Verdicts(JobId job, long from, CancellationToken cancellationToken)
    {
        var verdicts = new List<VerdictRecorded>();
        while (await ledger.Read(from, 1_000, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var entry in page)
                if (entry.Kind == LedgerEntryKind.VerdictRecorded && PayloadJson.Read<VerdictRecorded>(entry) is var verdict && verdict.Task.Job == job)
                    verdicts.Add(verdict);
            from = page[^1].Sequence + 1;
        }

        return verdicts;
    }

    private async Task<JobRecord> Note(JobRecord job, LedgerEntry entry, CancellationToken cancellationToken)
    {
        var settled = entry.Kind == LedgerEntryKind.JobSettled ? PayloadJson.Read<JobSettled>(entry) : null;
        var closing = settled is null ? JobEvent.EscrowReturned : JobEvent.BooksSettled;
        var closed = Books(job, entry, settled) with
        {
            // Only a job that was stopped ends with less than all.
            Accepted = settled is null ? 0 : board.Read(() => board.Job(job.Id)?.Counts[(int)TaskState.Accepted]),
        };
        return await jobs.Change(
            job.Id,
            record => record.Books is null ? JobStore.Moved(record, record.State, closing) with { Books = closed } : null,
            cancellationToken);
    }

    private static SettledBooks Books(JobRecord job, LedgerEntry entry, JobSettled? settled)
    {
        if (settled is null)
        {
            var amount = PayloadJson.Read<JobRefunded>(entry).Amount;
            return new SettledBooks(new JobMoney(amount, Tokens.Zero, Tokens.Zero, Tokens.Zero, Tokens.Zero, Tokens.Zero, amount), 0, [], entry.Sequence, entry.Hash, null);
        }

        var (result, work) = (settled.Result, settled.Work.ToDictionary(line => line.Node));
        var quoted = job.Quote?.Offer(job.Tier)?.P50;
        return new SettledBooks(
            new JobMoney(settled.Terms.Cap, result.Charge, result.Charge, result.Burn, result.Treasury, result.Operators, result.Refund),
            settled.Work.Aggregate(0UL, static (sum, line) => sum + line.RenderedRays + line.AuditedRays),
            [.. result.Payouts.Select(payout => new PayoutView(payout.Node, payout.Operator, work[payout.Node].RenderedRays + work[payout.Node].AuditedRays, payout.Amount))],
            entry.Sequence,
            entry.Hash,
            quoted is { IsZero: false } likely ? ((double)result.Charge.Units / (double)likely.Units) - 1 : null)
        {
            CapCutsPay = Settlement.Price(settled.Work.Aggregate(0UL, static (sum, line) => sum + line.RenderedRays), settled.Terms.PricePerMillionRays) > settled.Terms.Cap,
        };
    }
}
