namespace Render.Local.Durable;

/// <summary>A turn that is on disk.</summary>
/// <param name="After">The instance as it is now.</param>
/// <param name="Turn">What was recorded.</param>
/// <param name="Wake">The numbers of the instances that have something to do now.</param>
internal sealed record RecordedTurn(InstanceRow After, TurnCommit Turn, IReadOnlyList<long> Wake);
