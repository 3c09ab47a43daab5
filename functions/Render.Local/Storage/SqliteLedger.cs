using System.Buffers.Binary;
using Render.Lifecycle;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Telemetry;
using Render.Network.Economics;
using Render.Network.Proof;

namespace Render.Local.Storage;

/// <summary><see cref="ILedger"/> in the coordinator's file. Appends that wait together share one fsync.</summary>
/// <param name="store">The file; not disposed here.</param>
/// <param name="time">The clock entries are dated by.</param>
/// <param name="metrics">Told of what is appended; null: nobody counts.</param>
public sealed class SqliteLedger(SqliteStore store, TimeProvider time, LifecycleMetrics? metrics = null) : ILedger
{
    private const string Columns = "sequence, kind, key, time, postings, payload, previous, hash";

    /// <inheritdoc/>
    public async Task<LedgerEntry> Append(LedgerDraft draft, CancellationToken cancellationToken = default)
    {
        var (entry, isNew) = await store.Write(session => AppendTo(session, draft, time.GetUtcNow().ToUnixTimeMilliseconds()), cancellationToken);
        if (isNew)
        {
            metrics?.Appended(entry.Kind);
        }

        return entry;
    }

    /// <inheritdoc/>
    public Task<Int128> Balance(string account, CancellationToken cancellationToken = default) =>
        Task.FromResult(store.Read(session => BalanceOf(session, account)));

    /// <inheritdoc/>
    public Task<IReadOnlyList<LedgerBalance>> Balances(string prefix = "", CancellationToken cancellationToken = default) =>
        Task.FromResult(store.Read<IReadOnlyList<LedgerBalance>>(session =>
        {
            var rows = session.Sql("SELECT account, amount FROM balances WHERE account >= ?1 AND substr(account, 1, length(?1)) = ?1 ORDER BY account").Bind(1, prefix);
            var balances = new List<LedgerBalance>();
            while (rows.Step())
            {
                balances.Add(new LedgerBalance(rows.Text(0), BinaryPrimitives.ReadInt128BigEndian(rows.Bytes(1))));
            }

            return balances;
        }));

    /// <inheritdoc/>
    public Task<IReadOnlyList<LedgerEntry>> Read(long fromSequence, int max, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, 10_000);
        return Task.FromResult(store.Read<IReadOnlyList<LedgerEntry>>(session =>
        {
            var rows = session.Sql($"SELECT {Columns} FROM ledger WHERE sequence >= ? ORDER BY sequence LIMIT ?").Bind(1, fromSequence).Bind(2, max);
            var entries = new List<LedgerEntry>();
            while (rows.Step())
            {
                entries.Add(Entry(rows));
            }

            return entries;
        }));
    }

    /// <inheritdoc/>
    public Task<LedgerEntry?> Find(string key, CancellationToken cancellationToken = default) =>
        Task.FromResult(store.Read(session => Find(session, key)));

    /// <inheritdoc/>
    public Task<LedgerHead> Head(CancellationToken cancellationToken = default) =>
        Task.FromResult(store.Read(session => Last(session) is { } last ? new LedgerHead(last.Sequence + 1, last.Hash) : default));

    private static (LedgerEntry Entry, bool IsNew) AppendTo(SqlSession session, LedgerDraft draft, long now)
    {
        if (Find(session, draft.Key) is { } known)
        {
            return LedgerDecision.IsSame(draft, known) ? (known, false) : throw new LedgerConflictException(draft.Key, known.Sequence);
        }

        foreach (var after in LedgerDecision.After(draft, account => BalanceOf(session, account)))
        {
            SetBalance(session, after);
        }

        var entry = LedgerHash.Chain(draft, Last(session), now);
        session.Sql($"INSERT INTO ledger({Columns}) VALUES(?, ?, ?, ?, ?, ?, ?, ?)")
            .Bind(1, entry.Sequence).Bind(2, (long)entry.Kind).Bind(3, entry.Key).Bind(4, entry.TimeUnixMs)
            .Bind(5, LifecycleJson.Write(entry.Postings)).Bind(6, entry.Payload.Span)
            .Bind(7, entry.Previous.ToArray()).Bind(8, entry.Hash.ToArray()).Run();
        return (entry, true);
    }

    private static void SetBalance(SqlSession session, LedgerBalance after)
    {
        Span<byte> amount = stackalloc byte[16];
        BinaryPrimitives.WriteInt128BigEndian(amount, after.Amount);
        session.Sql("INSERT INTO balances(account, amount) VALUES(?1, ?2) ON CONFLICT DO UPDATE SET amount = ?2")
            .Bind(1, after.Account).Bind(2, amount).Run();
    }

    private static Int128 BalanceOf(SqlSession session, string account)
    {
        var row = session.Sql("SELECT amount FROM balances WHERE account = ?").Bind(1, account);
        return row.Step() ? BinaryPrimitives.ReadInt128BigEndian(row.Bytes(0)) : 0;
    }

    private static LedgerEntry? Find(SqlSession session, string key)
    {
        var row = session.Sql($"SELECT {Columns} FROM ledger WHERE key = ?").Bind(1, key);
        return row.Step() ? Entry(row) : null;
    }

    private static LedgerEntry? Last(SqlSession session)
    {
        var row = session.Sql($"SELECT {Columns} FROM ledger ORDER BY sequence DESC LIMIT 1");
        return row.Step() ? Entry(row) : null;
    }

    private static LedgerEntry Entry(Statement row) => new(
        row.Number(0), (LedgerEntryKind)row.Number(1), row.Text(2), row.Number(3),
        LifecycleJson.Read<Posting[]>(row.Bytes(4)), row.Blob(5), new Digest(row.Bytes(6)), new Digest(row.Bytes(7)));
}
