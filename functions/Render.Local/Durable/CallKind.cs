namespace Render.Local.Durable;

/// <summary>What a workflow asked of its engine. The numbers are stored in histories and never change.</summary>
internal enum CallKind
{
    Activity = 1,
    SubWorkflow = 2,
    Timer = 3,
    TimerCancelled = 4,
}
