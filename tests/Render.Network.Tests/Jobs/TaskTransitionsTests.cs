using Render.Network.Jobs;

namespace Render.Network.Tests.Jobs;

public class TaskTransitionsTests
{
    [Fact]
    public void Next_EveryStateAndEvent_FollowsTheTable() => TransitionTable.Check<TaskState, TaskEvent>(
        """
        Open      LeaseGranted        Leased
        Leased    DuplicateGranted    Leased
        Leased    LeaseYielded        Leased
        Leased    DuplicateEnded      Leased
        Leased    ReplicaCommitted    Leased
        Leased    CommitmentUnopened  Open
        Leased    LeaseExpired        Open
        Leased    LeaseReleased       Open
        Leased    NodeFailed          Open
        Leased    ReceiptInvalid      Open
        Leased    ReceiptRecorded     Submitted
        Leased    Revoked             Open
        Submitted AuditDrawn          Auditing
        Submitted VerdictAccepted     Accepted
        Submitted VerdictEngineFault  Accepted
        Submitted VerdictRejected     Open
        Submitted VerdictInconclusive Open
        Submitted StoodAlone          Open
        Submitted Revoked             Open
        Auditing  AuditDrawn          Auditing
        Auditing  VerdictAccepted     Accepted
        Auditing  VerdictEngineFault  Accepted
        Auditing  VerdictRejected     Open
        Auditing  VerdictInconclusive Open
        Auditing  Revoked             Open
        Accepted  Revoked             Open
        """,
        (from, happened) => TaskTransitions.Next(from, happened, "x"));
}
