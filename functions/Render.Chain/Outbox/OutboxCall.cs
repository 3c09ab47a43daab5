namespace Render.Chain.Outbox;

/// <summary>What a transaction is to do.</summary>
/// <param name="To">The contract or account.</param>
/// <param name="Data">Encoded function and arguments; empty for a payment.</param>
/// <param name="Value">What it pays in the chain's own coin, in wei.</param>
internal sealed record OutboxCall(string To, byte[] Data, UInt128 Value = default);
