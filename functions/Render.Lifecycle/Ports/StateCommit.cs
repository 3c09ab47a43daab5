namespace Render.Lifecycle.Ports;

/// <summary>The outcome of a commit.</summary>
/// <param name="ETags">The new versions in the writes' order, the default for a delete; empty on conflict.</param>
/// <param name="Conflict">The first write that did not fit; null on success.</param>
public sealed record StateCommit(IReadOnlyList<ETag> ETags, StateConflict? Conflict)
{
    /// <summary>Whether all writes were applied.</summary>
    public bool Succeeded => Conflict is null;

    /// <summary>This, or an exception on conflict, for callers that expect none.</summary>
    /// <exception cref="ConflictException">A write did not fit.</exception>
    public StateCommit OrThrow() => Conflict is { } conflict ? throw new ConflictException(conflict) : this;
}
