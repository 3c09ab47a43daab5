using System.Buffers;
using Render.Lifecycle.Ports;
using Render.Network.Economics;

namespace Render.Storage.Ledger;

/// <summary>A block in the making: drafts decided one after the other, each on the book as the ones before it leave it.</summary>
internal sealed class BookBlock(Book book, BookWriter writer, TimeProvider time)
{
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly List<PendingAppend> _pending = [];
    private readonly List<(LedgerEntry Entry, EntryPlace Place)> _entries = [];
    private readonly Dictionary<string, LedgerEntry> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Int128> _balances = new(StringComparer.Ordinal);

    /// <summary>The block's bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _lines.WrittenMemory;

    /// <summary>Decides a draft.</summary>
    /// <param name="pending">The draft.</param>
    /// <param name="known">The entry of its key in the book; null where there is none.</param>
    public void Add(PendingAppend pending, LedgerEntry? known)
    {
        _pending.Add(pending);
        try
        {
            pending.Outcome = (EntryOf(pending.Draft, known ?? _byKey.GetValueOrDefault(pending.Draft.Key)), null);
        }
        catch (Exception error) when (error is LedgerConflictException or InsufficientBalanceException or UnbalancedPostingsException)
        {
            pending.Outcome = (null, error);
        }
    }

    /// <summary>The block is stored: the book has its entries, and whoever waits is told.</summary>
    public void Complete()
    {
        book.Add(_entries);
        foreach (var pending in _pending)
            pending.Complete();
    }

    /// <summary>The block is not stored.</summary>
    public void Fail(Exception error)
    {
        foreach (var pending in _pending)
            pending.Fail(error);
    }

    private LedgerEntry EntryOf(LedgerDraft draft, LedgerEntry? known)
    {
        if (known is not null)
            return LedgerDecision.IsSame(draft, known) ? known : throw new LedgerConflictException(draft.Key, known.Sequence);
        foreach (var after in LedgerDecision.After(draft, account => _balances.TryGetValue(account, out var balance) ? balance : book.Balance(account)))
            _balances[after.Account] = after.Amount;
        var entry = LedgerHash.Chain(draft, _entries.Count > 0 ? _entries[^1].Entry : book.Last, time.GetUtcNow().ToUnixTimeMilliseconds());
        var start = _lines.WrittenCount;
        BookLine.Write(entry, _lines);
        _entries.Add((entry, new EntryPlace(writer.Segment, writer.Offset + start, _lines.WrittenCount - start)));
        _byKey.Add(entry.Key, entry);
        return entry;
    }
}
