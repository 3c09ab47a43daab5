namespace Render.Local.Durable;

/// <summary>What a durable message says. The numbers are stored and never change.</summary>
internal enum InboxKind
{
    Event = 1,
    SubCompleted = 2,
    SubFailed = 3,
    SubCancelled = 4,
    Cancel = 5,
}
