using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Economics.Payloads;

/// <summary>A replica's node commits to its result, before any replica of the task opens.</summary>
/// <param name="Task">The task.</param>
/// <param name="Lease">The lease; a lease has one commitment.</param>
/// <param name="Node">The node.</param>
/// <param name="Operator">Who owns it.</param>
/// <param name="Statement">Digest of what it signed; see <see cref="CommitmentStatement"/>.</param>
/// <param name="Commitment">The commitment.</param>
public sealed record ReplicaCommitted(TaskId Task, LeaseId Lease, NodeId Node, OperatorId Operator, Digest Statement, Digest Commitment) : LedgerPayload
{
    /// <summary>The entry for a statement whose signature was checked.</summary>
    public static ReplicaCommitted Of(TaskId task, OperatorId owner, CommitmentStatement statement) =>
        new(task, statement.Lease, NodeKey.IdOf(statement.Node), owner, statement.Digest, statement.Commitment);

    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.ReplicaCommitted;

    /// <inheritdoc/>
    public override string Key() => $"committed/{Task}/{Lease}";

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [];
}
