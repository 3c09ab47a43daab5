using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Network.Economics.Payloads;

/// <summary>A task's replicas are open and compared. A task may be compared more than once: each time another replica joins or leaves.</summary>
/// <param name="Task">The task.</param>
/// <param name="Replicas">The receipts that are not decided yet, in ledger order. Of equal ones the last is judged, and the others with it.</param>
/// <param name="Disputed">Blocks on which any two of them first differ, ascending; empty where they agree.</param>
/// <param name="Decision">What follows; see <see cref="ReplicaRule"/>.</param>
public sealed record ReplicasCompared(TaskId Task, IReadOnlyList<OpenedReplica> Replicas, IReadOnlyList<int> Disputed, ReplicaDecision Decision)
    : LedgerPayload
{
    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.ReplicasCompared;

    /// <inheritdoc/>
    public override string Key() => KeyOf(Task, Replicas[^1].Receipt, Replicas.Count, Decision == ReplicaDecision.Another);

    /// <summary>
    /// The key of a comparison: by the last receipt and how many there are, since receipts only join at the end and leave when they are decided.
    /// That another replica is wanted does not close a comparison: where none comes, the same receipts are compared again.
    /// </summary>
    public static string KeyOf(TaskId task, Digest last, int replicas, bool another) => $"compared/{task}/{last}/{replicas}{(another ? "/another" : "")}";

    /// <summary>Whether the reference CPU decides.</summary>
    internal bool ByReference => Decision is ReplicaDecision.Disputed or ReplicaDecision.Reference;

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [];
}

/// <summary>A replica that was opened.</summary>
/// <param name="Receipt">Its receipt's digest.</param>
/// <param name="Salt">The salt that opens its commitment.</param>
/// <param name="ReplicatedCorrect">Replicated correct results of its node so far, which weigh its vote; never more than the ledger shows.</param>
public sealed record OpenedReplica(Digest Receipt, Digest Salt, int ReplicatedCorrect);
