using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>A node delivers a task: result and log are already stored; this proves them. Repeating the same one gives the same answer.</summary>
/// <param name="Task">The task.</param>
/// <param name="LeaseId">The lease.</param>
/// <param name="Fencing">The lease's fencing token.</param>
/// <param name="Receipt">The receipt's fixed-width bytes.</param>
/// <param name="Signature">64 bytes r‖s, low s.</param>
/// <param name="Salt">What opens the commitment that was sent before; null: the task has no replicas.</param>
public sealed record SubmitReceipt(TaskId Task, LeaseId LeaseId, long Fencing, byte[] Receipt, byte[] Signature, Digest? Salt = null);

/// <summary>The receipt is in the ledger.</summary>
/// <param name="LedgerSequence">Where.</param>
/// <param name="TaskState">The task's state now.</param>
public sealed record ReceiptAccepted(long LedgerSequence, TaskState TaskState);
