using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>A replica's node commits to its result before it uploads any of it. Repeating the same one gives the same answer, or that it may open now.</summary>
/// <param name="Task">The task.</param>
/// <param name="LeaseId">The lease.</param>
/// <param name="Fencing">The lease's fencing token.</param>
/// <param name="Statement">The statement's fixed-width bytes; see <see cref="CommitmentStatement"/>.</param>
/// <param name="Signature">64 bytes r‖s, low s.</param>
public sealed record SubmitCommitment(TaskId Task, LeaseId LeaseId, long Fencing, byte[] Statement, byte[] Signature);

/// <summary>The commitment is in the ledger.</summary>
/// <param name="LedgerSequence">Where.</param>
/// <param name="MayOpen">Whether all replicas have committed: upload, and send the receipt. Else a heartbeat's answer will say so.</param>
public sealed record CommitmentAccepted(long LedgerSequence, bool MayOpen);
