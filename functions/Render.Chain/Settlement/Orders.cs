using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Chain.Settlement;

/// <summary>What the book says of a job's order: its lock, and how its charge will be split.</summary>
/// <param name="book">The book.</param>
internal sealed class Orders(ILedger book) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<Digest, ChargeSplit> _splits = [];
    private long _next;

    /// <summary>A funded job's lock.</summary>
    public async Task<EscrowLock> LockOf(JobId job, CancellationToken cancellationToken) =>
        EscrowLock.Of(PayloadJson.Read<EscrowLocked>((await book.Find(EscrowLocked.KeyOf(job), cancellationToken))!));

    /// <summary>The split of a policy that the book has; its entries are read once, as it grows.</summary>
    public async Task<ChargeSplit> SplitOf(Digest policy, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            while (await book.Read(_next, 1_000, cancellationToken) is { Count: > 0 } page)
            {
                foreach (var entry in page)
                    if (Enacted(entry) is { } enacted)
                        _splits[enacted.Digest()] = enacted.Split;
                _next = page[^1].Sequence + 1;
            }

            return _splits[policy];
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private static Policy? Enacted(LedgerEntry entry) => entry.Kind switch
    {
        LedgerEntryKind.Genesis => PayloadJson.Read<Genesis>(entry).Policy,
        LedgerEntryKind.PolicyChanged => PayloadJson.Read<PolicyChanged>(entry).Policy,
        _ => null,
    };
}
