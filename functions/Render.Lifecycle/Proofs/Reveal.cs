using Render.Network.Proof;

namespace Render.Lifecycle.Proofs;

/// <summary>A revealed element of the beacon.</summary>
/// <param name="Sequence">Its ledger entry.</param>
/// <param name="Element">The element.</param>
internal readonly record struct Reveal(long Sequence, Digest Element);
