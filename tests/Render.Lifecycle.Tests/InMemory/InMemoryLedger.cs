using Render.Lifecycle.Ports;
using Render.Network.Economics;

namespace Render.Lifecycle.Tests.InMemory;

/// <summary><see cref="ILedger"/> for tests of what stands on it.</summary>
/// <param name="time">The clock entries are dated by.</param>
public sealed class InMemoryLedger(TimeProvider time) : ILedger
{
    private readonly Lock _lock = new();
    private readonly List<LedgerEntry> _entries = [];
    private readonly Dictionary<string, LedgerEntry> _byKey = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Int128> _balances = new(StringComparer.Ordinal);

    public Task<LedgerEntry> Append(LedgerDraft draft, CancellationToken cancellationToken = default)
    {
        try
        {
            lock (_lock)
            {
                return Task.FromResult(AppendLocked(draft));
            }
        }
        catch (Exception error) when (error is UnbalancedPostingsException or InsufficientBalanceException or LedgerConflictException)
        {
            return Task.FromException<LedgerEntry>(error);
        }
    }

    public Task<Int128> Balance(string account, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return Task.FromResult(_balances.GetValueOrDefault(account));
        }
    }

    public Task<IReadOnlyList<LedgerBalance>> Balances(string prefix = "", CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<LedgerBalance>>(
                [.. _balances.Where(balance => balance.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(balance => new LedgerBalance(balance.Key, balance.Value))]);
        }
    }

    public Task<IReadOnlyList<LedgerEntry>> Read(long fromSequence, int max, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<LedgerEntry>>([.. _entries.Skip((int)fromSequence).Take(max)]);
        }
    }

    public Task<LedgerEntry?> Find(string key, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return Task.FromResult(_byKey.GetValueOrDefault(key));
        }
    }

    public Task<LedgerHead> Head(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return Task.FromResult(_entries is [.., var last] ? new LedgerHead(last.Sequence + 1, last.Hash) : default);
        }
    }

    private LedgerEntry AppendLocked(LedgerDraft draft)
    {
        if (_byKey.TryGetValue(draft.Key, out var known))
        {
            return LedgerDecision.IsSame(draft, known) ? known : throw new LedgerConflictException(draft.Key, known.Sequence);
        }

        foreach (var after in LedgerDecision.After(draft, account => _balances.GetValueOrDefault(account)))
        {
            _balances[after.Account] = after.Amount;
        }

        var entry = LedgerHash.Chain(draft, _entries.LastOrDefault(), time.GetUtcNow().ToUnixTimeMilliseconds());
        _entries.Add(entry);
        _byKey.Add(entry.Key, entry);
        return entry;
    }
}
