namespace Render.Lifecycle.Ports;

/// <summary>A commit met a conflict its caller did not expect.</summary>
/// <param name="conflict">The write that did not fit.</param>
public sealed class ConflictException(StateConflict conflict)
    : Exception($"Document {conflict.Partition}/{conflict.Row}: {conflict.Kind}.")
{
    /// <summary>The write that did not fit.</summary>
    public StateConflict Conflict { get; } = conflict;
}
