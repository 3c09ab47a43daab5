namespace Render.Local.Durable;

/// <summary>A durable message to an instance.</summary>
/// <param name="Position">Its place in the instance's order, from 1.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Generation">For the end of a sub-workflow: the generation that called it.</param>
/// <param name="Sequence">For the end of a sub-workflow: the call it answers.</param>
/// <param name="Name">The event's name, or the sub-workflow's id.</param>
/// <param name="Payload">UTF-8 JSON: the event's payload, a result, or a reason as text.</param>
internal sealed record InboxRow(long Position, InboxKind Kind, int Generation, int Sequence, string Name, byte[] Payload);
