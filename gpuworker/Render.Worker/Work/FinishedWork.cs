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
/// <param name="Result">Digest of the result file; of an audit, of the sums behind its leaves; null: it shows none.</param>
/// <param name="Log">Digest of the log; null for audits.</param>
/// <param name="Traceparent">What its delivery goes on from in the job's trace; null: nobody traces.</param>
/// <param name="Commitment">A replica's: what is sent before any of it; null: the task has no replicas.</param>
public sealed record FinishedWork(
    WorkKind Kind, TaskId Task, LeaseId Lease, long Fencing, byte[] Statement, byte[] Signature, Digest? Result, Digest? Log, string? Traceparent = null,
    OwnCommitment? Commitment = null);

/// <summary>What a node commits to a replica with, kept on disk with the result before it is sent: another salt would open nothing.</summary>
/// <param name="Statement">The statement's bytes.</param>
/// <param name="Signature">Their signature.</param>
/// <param name="Salt">What opens it; told with the receipt.</param>
public sealed record OwnCommitment(byte[] Statement, byte[] Signature, Digest Salt);
