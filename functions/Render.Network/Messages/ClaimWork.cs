namespace Render.Network.Messages;

/// <summary>A node asks for work; the answer comes when there is some, or after the wait with an empty list.</summary>
/// <param name="Max">Most assignments wanted, 1 … 16.</param>
/// <param name="WaitSeconds">How long to wait for work, 0 … 20 s.</param>
public sealed record ClaimWork(int Max, double WaitSeconds);
