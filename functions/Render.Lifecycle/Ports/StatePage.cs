namespace Render.Lifecycle.Ports;

/// <summary>A part of a query's answer.</summary>
/// <param name="Documents">In row order.</param>
/// <param name="Continuation">Pass it to get the next page; null where this is the last.</param>
public sealed record StatePage<T>(IReadOnlyList<StateDocument<T>> Documents, string? Continuation);
