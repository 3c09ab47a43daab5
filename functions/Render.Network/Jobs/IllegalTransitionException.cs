namespace Render.Network.Jobs;

/// <summary>An event met a state in which it cannot happen: a bug in the caller, or a message that came twice.</summary>
/// <param name="id">Whose state it is.</param>
/// <param name="from">The state it was in.</param>
/// <param name="happened">The event that cannot happen there.</param>
public sealed class IllegalTransitionException(string id, string from, string happened)
    : InvalidOperationException($"{id} is {from}: {happened} cannot happen there.")
{
    /// <summary>Whose state it is.</summary>
    public string Id { get; } = id;

    /// <summary>The state it was in.</summary>
    public string From { get; } = from;

    /// <summary>The event that cannot happen there.</summary>
    public string Event { get; } = happened;
}
