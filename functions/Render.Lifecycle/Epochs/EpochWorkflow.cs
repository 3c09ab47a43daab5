using System.Globalization;
using Render.Lifecycle.Activities;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Workflows;

namespace Render.Lifecycle.Epochs;

/// <summary>An epoch: it ends with its time, or when it is told to close; then the next one begins.</summary>
public sealed class EpochWorkflow : IWorkflow<int, int>
{
    /// <summary>The event that the epoch is to be closed now.</summary>
    public const string CloseNow = "close-now";

    /// <summary>The registered name.</summary>
    public static WorkflowName<int, int> Name { get; } = new("epoch");

    /// <summary>The instance of an epoch.</summary>
    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"epoch-{number}");

    /// <inheritdoc/>
    public async Task<int> Run(IWorkflowContext context, int input)
    {
        var length = await context.CallActivity(OpenEpoch.Name, input, JobWorkflow.Retry);
        await context.TryWaitForEvent<bool>(CloseNow, length);
        await context.CallActivity(CloseEpoch.Name, input, JobWorkflow.Retry);
        return input;
    }
}
