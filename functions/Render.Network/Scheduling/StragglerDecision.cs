namespace Render.Network.Scheduling;

/// <summary>Whether to duplicate a task, and the figures it was decided on.</summary>
/// <param name="Duplicate">Whether to.</param>
/// <param name="RemainingMillis">Time that the holder still needs.</param>
/// <param name="DuplicateMillis">Time that the other node would need from now.</param>
public sealed record StragglerDecision(bool Duplicate, long RemainingMillis, long DuplicateMillis)
{
    /// <summary>Time by which the duplicate would be sooner; negative where it would be later.</summary>
    public long SavingMillis => RemainingMillis - DuplicateMillis;
}
