namespace Render.Local.Durable;

/// <summary>What a turn writes, all or nothing.</summary>
/// <param name="Instance">The instance before the turn.</param>
/// <param name="Now">When it ran, in UTC ticks.</param>
/// <param name="Events">What it took in.</param>
/// <param name="Result">What it came to.</param>
/// <param name="InboxRead">The last inbox position it took.</param>
/// <param name="NextVersion">The version of the code that a next generation begins with.</param>
internal sealed record TurnCommit(InstanceRow Instance, long Now, IReadOnlyList<TurnEvent> Events, TurnResult Result, long InboxRead, int NextVersion);
