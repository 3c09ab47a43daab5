using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Workflows;
using Render.Network.Splitting;

namespace Render.Lifecycle.Activities;

/// <summary>Writes the rows of a group's tasks, one for each replica, and opens them. Rows that are there already are left as they are.</summary>
internal sealed class OpenGroup(
    JobStore jobs, IState state, TaskBoard board, NodeBell bell, BoardSignal signal, Facts known, PolicyBook policies, TimeProvider clock, LifecycleOptions options)
    : IActivity<GroupInput, TimeSpan>
{
    /// <summary>The registered name. The result is how long the group may wait before it looks at its rows by itself.</summary>
    public static ActivityName<GroupInput, TimeSpan> Name { get; } = new("open-group");

    /// <inheritdoc/>
    public async Task<TimeSpan> Run(ActivityContext context, GroupInput input, CancellationToken cancellationToken)
    {
        var job = await jobs.Get(input.Job, cancellationToken);
        if (job.Split is not { } plan || job.Books is not null)
            return options.SafetyNet;
        var held = await Boards.Admit(board, state, job, known, policies, clock, options, cancellationToken);
        if (board.Read(() => held.Groups.TryGetValue(input.Group, out var known) && known.Total == known.Expected))
            return options.SafetyNet;
        var first = input.Group * SplitLimits.TasksPerGroup;
        foreach (var batch in Enumerable.Range(first, Math.Min(SplitLimits.TasksPerGroup, plan.Tasks - first)).Chunk(IState.MaxWrites / held.Replicas))
        {
            var rows = batch.SelectMany(index => Enumerable.Range(0, held.Replicas).Select(replica => FreshTask.Of(job, index, replica))).ToList();
            var commit = await state.Commit(
                held.Partition(input.Group), [.. rows.Select(row => StateWrite.Insert(row.Key, row))], cancellationToken);
            var written = commit.Succeeded ? [.. rows.Zip(commit.ETags)] : new List<(TaskRecord, ETag)>(rows.Count);
            if (!commit.Succeeded)
                foreach (var row in rows)
                    // Written before a crash: as the batch is all or nothing, every row of it is there.
                    if (await state.Get<TaskRecord>(held.Partition(input.Group), row.Key, cancellationToken) is { } found)
                        written.Add((found.Value, found.ETag));
            board.AddAll(held, written);
        }

        await bell.Wake(board.TakeWaiting(), cancellationToken);
        signal.Set();
        return options.SafetyNet;
    }
}
