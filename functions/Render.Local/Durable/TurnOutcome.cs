namespace Render.Local.Durable;

/// <summary>Where a turn left its instance.</summary>
internal enum TurnOutcome
{
    Waiting,
    Completed,
    Failed,
    ContinuedAsNew,
}
