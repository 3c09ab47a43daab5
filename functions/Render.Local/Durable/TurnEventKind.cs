namespace Render.Local.Durable;

/// <summary>What a turn took in. The numbers are stored in histories and never change.</summary>
internal enum TurnEventKind
{
    ActivityDone = 1,
    ActivityFailed = 2,
    TimerFired = 3,
    Inbox = 4,
}
