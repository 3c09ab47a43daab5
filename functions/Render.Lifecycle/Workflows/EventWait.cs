namespace Render.Lifecycle.Workflows;

/// <summary>The outcome of a wait with a timeout.</summary>
/// <param name="Arrived">False where the timeout passed first.</param>
/// <param name="Payload">The event's payload; the default where none arrived.</param>
public readonly record struct EventWait<T>(bool Arrived, T? Payload);
