using System.Globalization;
using Render.Lifecycle.Activities;
using Render.Lifecycle.Workflows;
using Render.Network.Jobs;

namespace Render.Lifecycle.Jobs;

/// <summary>Owns up to 1,000 tasks of a job: opens them, then sleeps until all are accepted. The event that says so may be lost; a slow timer looks all the same.</summary>
public sealed class GroupWorkflow : IWorkflow<GroupInput, bool>
{
    /// <summary>The event that the group's tasks are done.</summary>
    public const string Done = "done";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>The registered name.</summary>
    public static WorkflowName<GroupInput, bool> Name { get; } = new("group");

    /// <summary>The instance of a group in a round.</summary>
    public static string IdOf(JobId job, int group, int round) => string.Create(CultureInfo.InvariantCulture, $"group:{job}:{group:D4}:{round}");

    /// <inheritdoc/>
    public async Task<bool> Run(IWorkflowContext context, GroupInput input)
    {
        var wait = await context.CallActivity(OpenGroup.Name, input, JobWorkflow.Retry);
        while (!await context.CallActivity(CheckGroup.Name, input, JobWorkflow.Retry))
        {
            await context.TryWaitForEvent<bool>(Done, wait);
            wait = wait * 2 < Longest ? wait * 2 : Longest;
        }

        return true;
    }
}

/// <summary>A group of a job's tasks.</summary>
/// <param name="Job">The job.</param>
/// <param name="Group">Its number, from 0.</param>
/// <param name="Round">How often the job's groups were started before.</param>
public sealed record GroupInput(JobId Job, int Group, int Round);
