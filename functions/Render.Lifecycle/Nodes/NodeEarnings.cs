using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;

namespace Render.Lifecycle.Nodes;

/// <summary>What each node was paid so far, settlements and emission: a fold of the book, carried on from where it was last read.</summary>
internal sealed class NodeEarnings(ILedger ledger) : IDisposable
{
    private const int Page = 10_000;

    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly Dictionary<NodeId, Tokens> _earned = [];
    private long _next;

    /// <summary>The sums as of the book's end now; a node without a payment is absent.</summary>
    public async Task<IReadOnlyDictionary<NodeId, Tokens>> Current(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            while (await ledger.Read(_next, Page, cancellationToken) is { Count: > 0 } page)
            {
                foreach (var payout in page.SelectMany(Payouts))
                    _earned[payout.Node] = _earned.GetValueOrDefault(payout.Node) + payout.Amount;
                _next = page[^1].Sequence + 1;
            }

            return new Dictionary<NodeId, Tokens>(_earned);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reading.Dispose();

    private static IReadOnlyList<NodePayout> Payouts(LedgerEntry entry) => entry.Kind switch
    {
        LedgerEntryKind.JobSettled => PayloadJson.Read<JobSettled>(entry).Result.Payouts,
        LedgerEntryKind.EpochClosed => PayloadJson.Read<EpochClosed>(entry).Result.Payouts,
        _ => [],
    };
}
