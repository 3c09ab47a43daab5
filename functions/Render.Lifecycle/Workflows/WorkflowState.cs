namespace Render.Lifecycle.Workflows;

/// <summary>Where an instance stands. The last three are final.</summary>
public enum WorkflowState
{
    /// <summary>Accepted; its first turn has not run.</summary>
    Pending,

    /// <summary>At least one turn has run.</summary>
    Running,

    /// <summary>It returned a result.</summary>
    Completed,

    /// <summary>Its code threw, or it could not be replayed; the reason is kept.</summary>
    Failed,

    /// <summary>It was cancelled; the reason is kept.</summary>
    Cancelled,
}
