namespace Render.Lifecycle.Workflows;

/// <summary>A replay did not repeat what the history holds, so the workflow's code has changed or is not deterministic.</summary>
/// <param name="instanceId">The instance.</param>
/// <param name="position">The call's number at which replay and history part.</param>
/// <param name="expected">What the history holds there.</param>
/// <param name="got">What the code did there.</param>
public sealed class NonDeterminismException(string instanceId, int position, string expected, string got)
    : Exception($"Workflow {instanceId} is not deterministic: at call {position} its history holds {expected}, but the replay came to {got}. " +
        "Take time, ids and randomness from the context, and give a workflow whose calls change a new version beside the one that has running instances.")
{
    /// <summary>The instance.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>The call's number at which replay and history part.</summary>
    public int Position { get; } = position;

    /// <summary>What the history holds there.</summary>
    public string Expected { get; } = expected;

    /// <summary>What the code did there.</summary>
    public string Got { get; } = got;
}
