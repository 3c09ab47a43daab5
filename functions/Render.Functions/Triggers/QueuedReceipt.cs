using Render.Lifecycle.Results;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Functions.Triggers;

/// <summary>A message of the queue <c>receipts</c>: a receipt from a node whose coordinator did not answer. The receipt is signed, so that whoever queued it matters not.</summary>
/// <param name="Node">Who signed.</param>
/// <param name="Receipt">As for <c>POST /v1/receipts</c>.</param>
internal sealed record QueuedReceipt(NodeId Node, SubmitReceipt Receipt);

/// <summary>What became of a queued receipt.</summary>
/// <param name="Sequence">Its ledger entry; null where it was refused.</param>
/// <param name="Code">Why it was refused; null where it was taken.</param>
/// <param name="Detail">The same in words.</param>
/// <param name="Again">Whether it may be taken later.</param>
internal sealed record QueuedReceiptAnswer(long? Sequence, string? Code, string? Detail, bool Again)
{
    /// <summary>The answer to an outcome.</summary>
    public static QueuedReceiptAnswer Of(Outcome<ReceiptAccepted> outcome) => outcome.IsRefused
        ? new QueuedReceiptAnswer(null, outcome.Refusal.Code, outcome.Refusal.Detail, outcome.Refusal.Kind == RefusalKind.Unavailable)
        : new QueuedReceiptAnswer(outcome.Value.LedgerSequence, null, null, false);
}
