using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Worker.Work;

/// <summary>Work that is rendered and signed, and waits for the coordinator.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Task">Which task.</param>
/// <param name="Lease">Its lease.</param>
/// <param name="Fencing">The lease's fencing token.</param>
/// <param name="Statement">The receipt's or the report's bytes.</param>
/// <param name="Signature">Their signature.</param>
/// <param name="Result">Digest of the result file; null for audits.</param>
/// <param name="Log">Digest of the log; null for audits.</param>
/// <param name="Traceparent">What its delivery goes on from in the job's trace; null: nobody traces.</param>
public sealed record FinishedWork(
    WorkKind Kind, TaskId Task, LeaseId Lease, long Fencing, byte[] Statement, byte[] Signature, Digest? Result, Digest? Log, string? Traceparent = null);
