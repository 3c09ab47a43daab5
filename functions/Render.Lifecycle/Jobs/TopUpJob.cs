using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Results;
using Render.Lifecycle.Telemetry;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;

namespace Render.Lifecycle.Jobs;

/// <summary>A creator raises a job's cap; once for each key.</summary>
internal sealed class TopUpJob(JobStore jobs, ILedger ledger, BooksGate books, TaskBoard board, NodeBell bell)
{
    /// <summary>Raises the cap.</summary>
    public async Task<Outcome<JobRecord>> Run(JobId id, Network.Messages.TopUpJob message, CancellationToken cancellationToken)
    {
        if (message.Amount.IsZero || message.IdempotencyKey.Length is 0 or > 64)
            return new Refusal(RefusalKind.Invalid, RefusalCodes.AmountInvalid, "A top-up has an amount above zero and a key of 1 to 64 characters.");
        if (await jobs.Find(id, cancellationToken) is null)
            return Refusal.Missing(RefusalCodes.JobUnknown, $"job {id}");
        // Not while the books are being closed: escrow must not grow behind a settlement.
        var outcome = await books.Run(() => Lock(id, message, cancellationToken), cancellationToken);
        await bell.Wake(board.TakeWaiting(), cancellationToken);
        return outcome;
    }

    private async Task<Outcome<JobRecord>> Lock(JobId id, Network.Messages.TopUpJob message, CancellationToken cancellationToken)
    {
        var job = await jobs.Get(id, cancellationToken);
        using var span = JobTrace.Begin("top-up", job);
        if (job.TopUps.Contains(message.IdempotencyKey))
            return job;
        var payload = new EscrowToppedUp(id, job.Spec.Creator, message.Amount, message.IdempotencyKey);
        if (await ledger.Find(payload.Key(), cancellationToken) is null)
        {
            if (!JobTransitions.Allows(job.State, JobEvent.ToppedUp))
                return new Refusal(RefusalKind.Conflict, RefusalCodes.JobState, $"Job {id} is {job.State}: its cap cannot be raised.");
            try
            {
                await ledger.Append(payload.ToDraft(), cancellationToken);
            }
            catch (InsufficientBalanceException e)
            {
                return new Refusal(RefusalKind.PaymentRequired, RefusalCodes.BalanceTooLow, e.Message, "Fund the account, then top up again.");
            }
        }

        return await jobs.Change(
            id,
            record => record.TopUps.Contains(message.IdempotencyKey)
                ? null
                : (JobTransitions.Allows(record.State, JobEvent.ToppedUp) ? JobStore.Moved(record, record.State, JobEvent.ToppedUp) : record) with
                {
                    Cap = record.Cap + message.Amount,
                    TopUps = [.. record.TopUps, message.IdempotencyKey],
                    Reason = null,
                },
            cancellationToken);
    }
}
