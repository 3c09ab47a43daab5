using Render.Network.Proof;

namespace Render.Network.Economics;

/// <summary>A reveal of the beacon as the ledger has it.</summary>
/// <param name="Sequence">Where it was recorded.</param>
/// <param name="Element">The element.</param>
public readonly record struct RevealBook(long Sequence, Digest Element);
