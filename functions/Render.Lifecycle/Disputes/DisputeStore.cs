using System.Collections.Immutable;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Lifecycle.Disputes;

/// <summary>The disputes: documents, and a copy in memory for nodes that ask for work.</summary>
internal sealed class DisputeStore(IState state)
{
    private ImmutableDictionary<Digest, DisputeRecord> all = ImmutableDictionary<Digest, DisputeRecord>.Empty;
    private ImmutableDictionary<Digest, DisputeRecord> open = ImmutableDictionary<Digest, DisputeRecord>.Empty;

    /// <summary>All disputes, the newest first.</summary>
    public IReadOnlyList<DisputeRecord> All => [.. all.Values.OrderByDescending(dispute => dispute.Opened).ThenBy(dispute => dispute.Receipt)];

    /// <summary>Disputes that are not decided: every claim of a node looks at them, so they are few and in no order.</summary>
    public IEnumerable<DisputeRecord> Open => open.Values;

    /// <summary>Reads the documents. Once, at start.</summary>
    public async Task Load(CancellationToken cancellationToken)
    {
        await foreach (var found in state.All<DisputeRecord>(DisputeRecord.Partition, cancellationToken))
            Keep(found.Value);
    }

    /// <summary>The dispute of a receipt; null where there is none.</summary>
    public DisputeRecord? Find(Digest receipt) => all.GetValueOrDefault(receipt);

    /// <summary>The dispute of a receipt.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public DisputeRecord Get(Digest receipt) => Find(receipt) ?? throw new InvalidDataException($"Receipt {receipt} is not disputed.");

    /// <summary>Writes a new dispute; one that is there stays.</summary>
    public async Task<DisputeRecord> Insert(DisputeRecord dispute, CancellationToken cancellationToken)
    {
        var commit = await state.Commit(DisputeRecord.Partition, [StateWrite.Insert(dispute.Receipt.ToString(), dispute)], cancellationToken);
        if (commit.Conflict is { Kind: not StateConflictKind.Exists })
            commit.OrThrow();
        return await Change(dispute.Receipt, _ => null, cancellationToken);
    }

    /// <summary>Changes a dispute; decided anew where another change came first.</summary>
    /// <param name="receipt">The disputed receipt.</param>
    /// <param name="decide">The next document, or null to leave it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The document as it stands now.</returns>
    public async Task<DisputeRecord> Change(Digest receipt, Func<DisputeRecord, DisputeRecord?> decide, CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = await state.Get<DisputeRecord>(DisputeRecord.Partition, receipt.ToString(), cancellationToken)
                ?? throw new InvalidDataException($"Receipt {receipt} is not disputed.");
            if (decide(found.Value) is not { } decided)
                return Keep(found.Value);
            var next = decided with { Version = found.Value.Version + 1 };
            if ((await state.Commit(DisputeRecord.Partition, [StateWrite.Update(found, next)], cancellationToken)).Succeeded)
                return Keep(next);
        }
    }

    /// <summary>Whether what the decision of a receipt's dispute says is still to be put on records.</summary>
    public bool IsUnrecorded(Digest receipt) => Find(receipt) is { Unrecorded: true };

    private DisputeRecord Keep(DisputeRecord dispute)
    {
        var held = ImmutableInterlocked.AddOrUpdate(ref all, dispute.Receipt, dispute, (_, before) => dispute.Version >= before.Version ? dispute : before);
        if (held.State == DisputeState.Decided)
            ImmutableInterlocked.TryRemove(ref open, dispute.Receipt, out _);
        else
            ImmutableInterlocked.AddOrUpdate(ref open, dispute.Receipt, held, (_, _) => held);
        return dispute;
    }
}
