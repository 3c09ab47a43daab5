using System.Globalization;
using Render.Lifecycle;
using Render.Lifecycle.Ports;

namespace Render.Local.Storage;

/// <summary><see cref="IState"/> in the coordinator's file.</summary>
/// <param name="store">The file; not disposed here.</param>
public sealed class SqliteState(SqliteStore store) : IState
{
    // A tag never repeats, not even for a row that was deleted and written again: the opening's number leads it.
    private long _lastTag = store.Opening << 40;

    /// <inheritdoc/>
    public Task<StateDocument<T>?> Get<T>(string partition, string row, CancellationToken cancellationToken = default)
    {
        StateLimits.CheckKey(partition);
        StateLimits.CheckKey(row);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(store.Read(session =>
        {
            var found = session.Sql("SELECT etag, body FROM state WHERE partition = ? AND row = ?").Bind(1, partition).Bind(2, row);
            return found.Step() ? new StateDocument<T>(partition, row, Tag(found.Number(0)), LifecycleJson.Read<T>(found.Bytes(1))) : null;
        }));
    }

    /// <inheritdoc/>
    public Task<StatePage<T>> Query<T>(
        string partition, string? from = null, string? to = null, int pageSize = 1_000, string? continuation = null,
        CancellationToken cancellationToken = default)
    {
        StateLimits.CheckKey(partition);
        StateLimits.CheckPageSize(pageSize);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(store.Read(session =>
        {
            var rows = session
                .Sql("SELECT row, etag, body FROM state WHERE partition = ?1 AND row >= ?2 AND (?3 IS NULL OR row < ?3) ORDER BY row LIMIT ?4")
                .Bind(1, partition).Bind(2, continuation ?? from ?? "").Bind(3, to).Bind(4, pageSize + 1L);
            var documents = new List<StateDocument<T>>();
            while (rows.Step())
            {
                if (documents.Count == pageSize)
                {
                    return new StatePage<T>(documents, rows.Text(0));
                }

                documents.Add(new StateDocument<T>(partition, rows.Text(0), Tag(rows.Number(1)), LifecycleJson.Read<T>(rows.Bytes(2))));
            }

            return new StatePage<T>(documents, null);
        }));
    }

    /// <inheritdoc/>
    public async Task<StateCommit> Commit(string partition, IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken = default)
    {
        StateLimits.Check(partition, writes);
        try
        {
            return await store.Write(
                session =>
                {
                    var tags = new ETag[writes.Count];
                    for (var i = 0; i < tags.Length; i++)
                    {
                        tags[i] = Apply(session, partition, writes[i]);
                    }

                    return new StateCommit(tags, null);
                },
                cancellationToken);
        }
        catch (ConflictException conflict)
        {
            return new StateCommit([], conflict.Conflict);
        }
    }

    private static ETag Tag(long value) => new(value.ToString(CultureInfo.InvariantCulture));

    private ETag Apply(SqlSession session, string partition, StateWrite write)
    {
        var tag = Interlocked.Increment(ref _lastTag);
        switch (write)
        {
            case StateInsert insert:
                var inserted = session.Sql("INSERT OR IGNORE INTO state(partition, row, etag, body) VALUES(?, ?, ?, ?)")
                    .Bind(1, partition).Bind(2, insert.Row).Bind(3, tag).Bind(4, insert.Json.Span).Run();
                return inserted == 1 ? Tag(tag) : throw Conflict(partition, write, StateConflictKind.Exists);

            case StateUpdate update:
                var updated = session.Sql("UPDATE state SET etag = ?3, body = ?4 WHERE partition = ?1 AND row = ?2 AND etag = ?5")
                    .Bind(1, partition).Bind(2, update.Row).Bind(3, tag).Bind(4, update.Json.Span).Bind(5, Number(update.ETag)).Run();
                return updated == 1 ? Tag(tag) : throw Conflict(partition, write, MissingOrChanged(session, partition, write.Row));

            case StateUpsert upsert:
                session.Sql("INSERT INTO state(partition, row, etag, body) VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET etag = ?3, body = ?4")
                    .Bind(1, partition).Bind(2, upsert.Row).Bind(3, tag).Bind(4, upsert.Json.Span).Run();
                return Tag(tag);

            case StateDelete { ETag: { } expected } delete:
                var deleted = session.Sql("DELETE FROM state WHERE partition = ? AND row = ? AND etag = ?")
                    .Bind(1, partition).Bind(2, delete.Row).Bind(3, Number(expected)).Run();
                return deleted == 1 ? default : throw Conflict(partition, write, MissingOrChanged(session, partition, write.Row));

            case StateDelete delete:
                session.Sql("DELETE FROM state WHERE partition = ? AND row = ?").Bind(1, partition).Bind(2, delete.Row).Run();
                return default;

            default:
                throw new ArgumentException($"Unknown write {write.GetType().Name}.", nameof(write));
        }
    }

    private static ConflictException Conflict(string partition, StateWrite write, StateConflictKind kind) =>
        new(new StateConflict(partition, write.Row, kind));

    private static StateConflictKind MissingOrChanged(SqlSession session, string partition, string row)
    {
        var found = session.Sql("SELECT 1 FROM state WHERE partition = ? AND row = ?").Bind(1, partition).Bind(2, row);
        return found.Step() ? StateConflictKind.Changed : StateConflictKind.Missing;
    }

    /// <summary>A tag of another adapter matches nothing.</summary>
    private static long Number(ETag tag) =>
        long.TryParse(tag.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
