using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Render.Lifecycle.Ports;
using Render.Network.Economics;

namespace Render.Storage.Ledger;

/// <summary>What is known of the book in memory: balances, where the entry of a key and of a sequence stands, and the last entries themselves. Safe from any thread.</summary>
/// <param name="recent">How many of the last entries are kept.</param>
internal sealed class Book(int recent)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Int128> _balances = new(StringComparer.Ordinal);
    // Millions of keys: half of a SHA-256 stands for one, since nothing else is asked of it and two that agree will not be met.
    private readonly Dictionary<UInt128, int> _sequences = [];
    private readonly List<EntryPlace> _places = [];
    private readonly LedgerEntry?[] _recent = new LedgerEntry?[recent];

    /// <summary>The last entry; null in an empty book.</summary>
    public LedgerEntry? Last { get; private set; }

    /// <summary>How many entries.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _places.Count;
        }
    }

    /// <summary>Adds entries that are stored.</summary>
    public void Add(IReadOnlyList<(LedgerEntry Entry, EntryPlace Place)> stored)
    {
        lock (_lock)
            foreach (var (entry, place) in stored)
            {
                foreach (var posting in entry.Postings)
                    _balances[posting.Account] = checked(_balances.GetValueOrDefault(posting.Account) + posting.Delta);
                if (!_sequences.TryAdd(Of(entry.Key), _places.Count))
                    throw new InvalidDataException($"key '{entry.Key}' occurs twice");
                _places.Add(place);
                _recent[entry.Sequence % _recent.Length] = entry;
                Last = entry;
            }
    }

    /// <summary>The end of the book.</summary>
    public LedgerHead Head()
    {
        lock (_lock)
            return Last is { } last ? new LedgerHead(last.Sequence + 1, last.Hash) : default;
    }

    /// <summary>An account's balance.</summary>
    public Int128 Balance(string account)
    {
        lock (_lock)
            return _balances.GetValueOrDefault(account);
    }

    /// <summary>The balances of accounts whose names start so, ordered by ordinal.</summary>
    public IReadOnlyList<LedgerBalance> Balances(string prefix)
    {
        lock (_lock)
            return [.. _balances.Where(balance => balance.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(balance => new LedgerBalance(balance.Key, balance.Value))];
    }

    /// <summary>The sequence of a key's entry; null where there is none.</summary>
    public int? SequenceOf(string key)
    {
        lock (_lock)
            return _sequences.TryGetValue(Of(key), out var sequence) ? sequence : null;
    }

    /// <summary>Where entries stand, and those that are in memory.</summary>
    /// <param name="from">The first.</param>
    /// <param name="max">At most so many.</param>
    public IReadOnlyList<(EntryPlace Place, LedgerEntry? Entry)> Find(long from, int max)
    {
        lock (_lock)
        {
            if (from >= _places.Count)
                return [];
            var first = (int)Math.Max(0, from);
            return [.. Enumerable.Range(first, Math.Min(max, _places.Count - first)).Select(sequence => (_places[sequence], Recent(sequence)))];
        }
    }

    private LedgerEntry? Recent(int sequence) => _recent[sequence % _recent.Length] is { } entry && entry.Sequence == sequence ? entry : null;

    private static UInt128 Of(string key) => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

/// <summary>Where an entry's line stands.</summary>
/// <param name="Segment">Number of the segment.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Bytes, its end included.</param>
internal readonly record struct EntryPlace(int Segment, int Offset, int Length);
