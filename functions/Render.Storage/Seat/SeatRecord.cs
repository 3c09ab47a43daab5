namespace Render.Storage.Seat;

/// <summary>Who sits, as the seat's blob says it; for people, and for the next epoch.</summary>
/// <param name="Epoch">How often the seat was taken.</param>
/// <param name="Holder">Who took it last.</param>
/// <param name="Since">When, by the holder's clock, UTC.</param>
public sealed record SeatRecord(long Epoch, string Holder, DateTimeOffset Since);
