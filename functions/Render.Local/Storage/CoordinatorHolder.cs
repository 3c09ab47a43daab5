namespace Render.Local.Storage;

/// <summary>Who holds a data folder.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="Url">Where it serves; null until it does.</param>
/// <param name="Since">Since when, in UTC.</param>
public sealed record CoordinatorHolder(int ProcessId, Uri? Url, DateTimeOffset Since);
