using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Splitting;

namespace Render.Lifecycle.Jobs;

/// <summary>Reads the rows of single tasks.</summary>
internal sealed class TaskRows(IState state)
{
    /// <summary>A receipt of a task, whichever replica's it is, and whether it still counts or not.</summary>
    /// <exception cref="InvalidDataException">No row of the task has it.</exception>
    public async Task<ReceiptRecord> Receipt(JobRecord job, TaskId task, Digest receipt, CancellationToken cancellationToken)
    {
        foreach (var row in await Of(job, task, cancellationToken))
            foreach (var held in row.Past.Select(past => past.Receipt).Prepend(row.Receipt))
                if (held?.Digest == receipt)
                    return held;
        throw new InvalidDataException($"Receipt {receipt} of {task} is gone.");
    }

    /// <summary>A task's rows, one for each replica; none where the job has no such task.</summary>
    public async Task<IReadOnlyList<TaskRecord>> Of(JobRecord job, TaskId task, CancellationToken cancellationToken)
    {
        if (job.Split is not { } plan || plan.IndexOf(task) is not (>= 0 and var index))
            return [];
        // All keys of the task begin with its own, and no other task's does.
        var page = await state.Query<TaskRecord>(
            BoardJob.PartitionOf(task.Job, SplitPlan.GroupOf(index)), task.Key, task.Key + "~~", cancellationToken: cancellationToken);
        return [.. page.Documents.Select(found => found.Value)];
    }
}
