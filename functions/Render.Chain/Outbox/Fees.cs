namespace Render.Chain.Outbox;

/// <summary>What a transaction offers for its gas (EIP-1559).</summary>
/// <param name="Most">The most per gas, base fee and tip together, in wei.</param>
/// <param name="Tip">The most of it that is the block builder's, in wei.</param>
internal sealed record Fees(UInt128 Most, UInt128 Tip);
