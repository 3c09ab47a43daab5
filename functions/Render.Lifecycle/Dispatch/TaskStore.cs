using System.Diagnostics;
using Render.Lifecycle.Events;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Telemetry;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Dispatch;

/// <summary>Moves tasks: commits the row against its ETag, then the board, then tells watchers.</summary>
internal sealed class TaskStore(IState state, TaskBoard board, INetworkEvents events, BoardSignal signal, LifecycleMetrics metrics)
{
    /// <summary>Changes a task. Where another change came first, the row is read again and decided anew.</summary>
    /// <param name="task">The task.</param>
    /// <param name="decide">The next row, or null to leave it; called again after a conflict, so it must only look at its argument.</param>
    /// <param name="cancellationToken">Gives up waiting; the row may have been written.</param>
    /// <returns>The row as committed; null where <paramref name="decide"/> left it.</returns>
    public async Task<TaskRecord?> Change(BoardTask task, Func<TaskRecord, TaskChange?> decide, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (before, etag) = board.Read(() => (task.Record, task.ETag));
            if (decide(before) is not { } change)
                return null;
            var next = change.Next with { Version = before.Version + 1 };
            var commit = await state.Commit(task.Partition, [StateWrite.Update(task.Key, next, etag)], cancellationToken);
            if (commit.Succeeded)
            {
                Committed(task, before, next, commit.ETags[0], change);
                return next;
            }

            await Reload(task, cancellationToken);
        }
    }

    /// <summary>Changes many tasks, those of a partition in one commit. A task whose row changed meanwhile is decided alone.</summary>
    /// <returns>The tasks that were changed.</returns>
    public async Task<List<BoardTask>> ChangeAll(
        IReadOnlyCollection<BoardTask> tasks, Func<BoardTask, TaskRecord, TaskChange?> decide, CancellationToken cancellationToken)
    {
        var batches = tasks.GroupBy(task => (task.Job, task.Group))
            .SelectMany(group => group.Chunk(IState.MaxWrites))
            .Select(batch => ChangeBatch(batch, decide, cancellationToken));
        return [.. (await Task.WhenAll(batches)).SelectMany(changed => changed)];
    }

    private async Task<List<BoardTask>> ChangeBatch(
        BoardTask[] batch, Func<BoardTask, TaskRecord, TaskChange?> decide, CancellationToken cancellationToken)
    {
        var changes = new List<(BoardTask Task, TaskRecord Before, TaskRecord Next, TaskChange Change)>(batch.Length);
        var writes = new List<StateWrite>(batch.Length);
        foreach (var task in batch)
        {
            var (before, etag) = board.Read(() => (task.Record, task.ETag));
            if (decide(task, before) is not { } change)
                continue;
            var next = change.Next with { Version = before.Version + 1 };
            changes.Add((task, before, next, change));
            writes.Add(StateWrite.Update(task.Key, next, etag));
        }

        if (changes.Count == 0)
            return [];
        var commit = await state.Commit(batch[0].Partition, writes, cancellationToken);
        if (commit.Succeeded)
        {
            for (var i = 0; i < changes.Count; i++)
                Committed(changes[i].Task, changes[i].Before, changes[i].Next, commit.ETags[i], changes[i].Change);
            return [.. changes.Select(change => change.Task)];
        }

        var changed = new List<BoardTask>();
        foreach (var (task, _, _, _) in changes)
            if (await Change(task, record => decide(task, record), cancellationToken) is not null)
                changed.Add(task);
        return changed;
    }

    private void Committed(BoardTask task, TaskRecord before, TaskRecord next, ETag etag, TaskChange change)
    {
        board.Apply(task, next, etag);
        if (change.Event is { } happened)
        {
            metrics.Moved(before, next, happened, task.Job.Record.Tier);
            if (before.State == TaskState.Leased && next.State == TaskState.Open)
                Lost(task, before, happened);
            events.Publish(new TaskChanged(next.Id, before.State, next.State, happened, change.Node));
        }

        signal.Set();
    }

    private static void Lost(BoardTask task, TaskRecord before, TaskEvent why)
    {
        using var span = JobTrace.Begin("lease-lost", task.Job.Record, task.Trace).Of(task.Id).By(before.Lease?.Node);
        span?.SetTag(Tags.Reason, why.ToString()).SetStatus(ActivityStatusCode.Error, why.ToString());
    }

    private async Task Reload(BoardTask task, CancellationToken cancellationToken)
    {
        var found = await state.Get<TaskRecord>(task.Partition, task.Key, cancellationToken)
            ?? throw new InvalidDataException($"The row of task {task.Job.Id}/{task.Key} is gone.");
        board.Apply(task, found.Value, found.ETag);
    }
}

/// <summary>A decided change of a task.</summary>
/// <param name="Next">The row to write.</param>
/// <param name="Event">What happened; null where only a fact about the same state is added.</param>
/// <param name="Node">Who is concerned; null: nobody.</param>
internal sealed record TaskChange(TaskRecord Next, TaskEvent? Event, NodeId? Node);
