namespace Render.Local.Durable;

/// <summary>One turn of a history: when it ran, what it took in, and what it asked, in order.</summary>
/// <param name="Now">UTC ticks.</param>
/// <param name="Events">What it took in.</param>
/// <param name="Calls">What it asked.</param>
internal sealed record TurnRecord(long Now, IReadOnlyList<TurnEvent> Events, IReadOnlyList<Call> Calls);
