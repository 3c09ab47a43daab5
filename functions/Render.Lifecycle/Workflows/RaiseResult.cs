namespace Render.Lifecycle.Workflows;

/// <summary>What became of a raised event.</summary>
public enum RaiseResult
{
    /// <summary>Recorded; the workflow will see it once.</summary>
    Accepted,

    /// <summary>This key was recorded before; nothing happened. An engine that cannot look says <see cref="Accepted"/>; the workflow sees the event once all the same.</summary>
    Duplicate,

    /// <summary>The instance is final; nobody will look. Late messages are harmless.</summary>
    TooLate,

    /// <summary>No such instance.</summary>
    UnknownInstance,
}
