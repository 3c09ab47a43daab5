namespace Render.Local.Durable;

/// <summary>One thing that happened to an instance.</summary>
/// <param name="Kind">What.</param>
/// <param name="Generation">The generation that asked; an older one's answers are dropped.</param>
/// <param name="Sequence">The call it answers; 0 for what came through the inbox.</param>
internal sealed record TurnEvent(TurnEventKind Kind, int Generation, int Sequence)
{
    /// <summary>The activity's result as UTF-8 JSON.</summary>
    internal byte[] Payload { get; init; } = [];

    internal string ErrorType { get; init; } = "";

    internal string Error { get; init; } = "";

    /// <summary>What came through the inbox; only its position is kept in the history, since inbox rows are kept.</summary>
    internal InboxRow? Row { get; init; }

    /// <summary>The inbox position as read from a history, before <see cref="Row"/> is looked up.</summary>
    internal long Position { get; init; }

    internal static TurnEvent FromInbox(int generation, InboxRow row) =>
        new(TurnEventKind.Inbox, generation, 0) { Row = row, Position = row.Position };
}
