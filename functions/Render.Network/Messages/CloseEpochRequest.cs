namespace Render.Network.Messages;

/// <summary>An epoch is to be closed now.</summary>
/// <param name="Number">Which; null: the open one.</param>
public sealed record CloseEpochRequest(int? Number = null);
