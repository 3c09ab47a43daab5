using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Workflows;

namespace Render.Lifecycle.Activities;

/// <summary>Whether nothing more will happen in a group: all accepted, or the job stopped and every receipt decided.</summary>
internal sealed class CheckGroup(TaskBoard board) : IActivity<GroupInput, bool>
{
    /// <summary>The registered name.</summary>
    public static ActivityName<GroupInput, bool> Name { get; } = new("check-group");

    /// <inheritdoc/>
    public Task<bool> Run(ActivityContext context, GroupInput input, CancellationToken cancellationToken) => Task.FromResult(
        board.Job(input.Job) is not { } job
        || board.Read(() => job.Groups.TryGetValue(input.Group, out var group) && group.IsDone(job.Stopped)));
}
