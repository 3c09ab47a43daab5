namespace Render.Lifecycle.Ports;

/// <summary>What an account holds.</summary>
/// <param name="Account">Its name.</param>
/// <param name="Amount">In 10⁻¹⁸ token; negative for source accounts only.</param>
public readonly record struct LedgerBalance(string Account, Int128 Amount);
