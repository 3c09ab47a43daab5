using Render.Network.Jobs;

namespace Render.Network.Messages;

/// <summary>A node delivers a task: result and log are already stored; this proves them. Repeating the same one gives the same answer.</summary>
/// <param name="Task">The task.</param>
/// <param name="LeaseId">The lease.</param>
/// <param name="Fencing">The lease's fencing token.</param>
/// <param name="Receipt">The receipt's fixed-width bytes.</param>
/// <param name="Signature">64 bytes r‖s, low s.</param>
public sealed record SubmitReceipt(TaskId Task, LeaseId LeaseId, long Fencing, byte[] Receipt, byte[] Signature);

/// <summary>The receipt is in the ledger.</summary>
/// <param name="LedgerSequence">Where.</param>
/// <param name="TaskState">The task's state now.</param>
public sealed record ReceiptAccepted(long LedgerSequence, TaskState TaskState);
