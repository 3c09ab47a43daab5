using static Render.Network.Jobs.TaskEvent;
using static Render.Network.Jobs.TaskState;

namespace Render.Network.Jobs;

/// <summary>The one table that moves a task.</summary>
public static class TaskTransitions
{
    /// <summary>The state after <paramref name="happened"/>. A task that returns to <see cref="Open"/> returns with the event as reason.</summary>
    /// <param name="from">The state before.</param>
    /// <param name="happened">What happened.</param>
    /// <param name="id">Whose state it is; only for the exception's text.</param>
    /// <exception cref="IllegalTransitionException">The event cannot happen in that state.</exception>
    public static TaskState Next(TaskState from, TaskEvent happened, string id = "task") =>
        Find(from, happened) ?? throw new IllegalTransitionException(id, from.ToString(), happened.ToString());

    /// <summary>Whether the event can happen in that state.</summary>
    public static bool Allows(TaskState from, TaskEvent happened) => Find(from, happened) is not null;

    private static TaskState? Find(TaskState from, TaskEvent happened) => (from, happened) switch
    {
        (Open, LeaseGranted) => Leased,
        (Leased, DuplicateGranted or DuplicateEnded or ReplicaCommitted or LeaseYielded) => Leased,
        (Leased, LeaseExpired or LeaseReleased or NodeFailed or ReceiptInvalid or CommitmentUnopened) => Open,
        (Leased, ReceiptRecorded) => Submitted,
        (Submitted, AuditDrawn) => Auditing,
        // An auditor that does not answer is replaced by a fresh draw.
        (Auditing, AuditDrawn) => Auditing,
        // A replica shares the verdict on its equal, which was audited for both.
        (Submitted or Auditing, VerdictAccepted or VerdictEngineFault) => Accepted,
        (Submitted or Auditing, VerdictRejected or VerdictInconclusive) => Open,
        // Ranges of a tile are compared, not audited.
        (Submitted, StoodAlone) => Open,
        (Leased or Submitted or Auditing or Accepted, Revoked) => Open,
        _ => null,
    };
}
