namespace Render.Network.Scheduling;

/// <summary>Whether to give a task to another node too, and the figures it was decided on.</summary>
/// <param name="Duplicate">Whether to.</param>
/// <param name="RemainingMillis">Time that the task still needs with those who hold it.</param>
/// <param name="DuplicateMillis">Time that the other node would need from now.</param>
/// <param name="Replaces">Which of those who hold it makes room; null: nobody has to.</param>
public sealed record StragglerDecision(bool Duplicate, long RemainingMillis, long DuplicateMillis, int? Replaces = null)
{
    /// <summary>Time by which the other node would be sooner; negative where it would be later.</summary>
    public long SavingMillis => RemainingMillis - DuplicateMillis;
}
