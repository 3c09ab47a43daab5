using Render.Lifecycle.Jobs;
using Render.Lifecycle.Workflows;
using Render.Network.Proof;

namespace Render.Lifecycle.Disputes;

/// <summary>A dispute: a panel is drawn, commits, reveals, and the books are closed. Where all have answered, nobody waits for the time to pass.</summary>
public sealed class DisputeWorkflow : IWorkflow<Digest, bool>
{
    /// <summary>The event that every arbiter has committed.</summary>
    public const string AllCommitted = "all-committed";

    /// <summary>The event that every arbiter who committed has revealed.</summary>
    public const string AllRevealed = "all-revealed";

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    /// <summary>The registered name.</summary>
    public static WorkflowName<Digest, bool> Name { get; } = new("dispute");

    /// <summary>The instance of a receipt's dispute.</summary>
    public static string IdOf(Digest receipt) => $"dispute:{receipt}";

    /// <inheritdoc/>
    public async Task<bool> Run(IWorkflowContext context, Digest input)
    {
        if (await context.CallActivity(DrawArbiters.Name, input, JobWorkflow.Retry) is { Ticks: > 0 } toCommit)
        {
            await context.TryWaitForEvent<bool>(AllCommitted, toCommit);
            var toReveal = await context.CallActivity(BeginReveals.Name, input, JobWorkflow.Retry);
            await context.TryWaitForEvent<bool>(AllRevealed, toReveal);
        }

        while (!await context.CallActivity(DecideDispute.Name, input, JobWorkflow.Retry))
            await context.CreateTimer(Again);
        return true;
    }
}
