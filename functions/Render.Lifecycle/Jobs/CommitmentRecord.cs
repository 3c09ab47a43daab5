using Render.Network.Proof;

namespace Render.Lifecycle.Jobs;

/// <summary>A replica's commitment that is in the ledger.</summary>
/// <param name="Commitment">The commitment.</param>
/// <param name="Statement">Digest of what the node signed.</param>
/// <param name="Sequence">Its ledger entry.</param>
public sealed record CommitmentRecord(Digest Commitment, Digest Statement, long Sequence);
