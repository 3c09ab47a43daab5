using System.Globalization;
using Render.Lifecycle.Ports;

namespace Render.Lifecycle.Tests.InMemory;

/// <summary><see cref="IState"/> for tests of what stands on it. Values go through JSON, as they do in every adapter.</summary>
public sealed class InMemoryState : IState
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SortedDictionary<string, (ETag Tag, ReadOnlyMemory<byte> Json)>> _partitions = new(StringComparer.Ordinal);
    private long _lastTag;

    public Task<StateDocument<T>?> Get<T>(string partition, string row, CancellationToken cancellationToken = default)
    {
        StateLimits.CheckKey(partition);
        StateLimits.CheckKey(row);
        lock (_lock)
        {
            return Task.FromResult(Rows(partition).TryGetValue(row, out var found) ? Read<T>(partition, row, found) : null);
        }
    }

    public Task<StatePage<T>> Query<T>(
        string partition, string? from = null, string? to = null, int pageSize = 1_000, string? continuation = null,
        CancellationToken cancellationToken = default)
    {
        StateLimits.CheckKey(partition);
        StateLimits.CheckPageSize(pageSize);
        lock (_lock)
        {
            var rows = Rows(partition)
                .Where(row => string.CompareOrdinal(row.Key, continuation ?? from ?? "") >= 0 && (to is null || string.CompareOrdinal(row.Key, to) < 0))
                .Take(pageSize + 1).ToArray();
            return Task.FromResult(new StatePage<T>(
                [.. rows.Take(pageSize).Select(row => Read<T>(partition, row.Key, row.Value))], rows.Length > pageSize ? rows[pageSize].Key : null));
        }
    }

    public Task<StateCommit> Commit(string partition, IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken = default)
    {
        try
        {
            StateLimits.Check(partition, writes);
        }
        catch (ArgumentException error)
        {
            return Task.FromException<StateCommit>(error);
        }

        lock (_lock)
        {
            var rows = Rows(partition);
            foreach (var write in writes)
            {
                var exists = rows.TryGetValue(write.Row, out var found);
                var expected = (write as StateUpdate)?.ETag ?? (write as StateDelete)?.ETag;
                StateConflictKind? conflict = write switch
                {
                    StateInsert when exists => StateConflictKind.Exists,
                    _ when expected is not null && !exists => StateConflictKind.Missing,
                    _ when expected is not null && found.Tag != expected => StateConflictKind.Changed,
                    _ => null,
                };
                if (conflict is { } kind)
                {
                    return Task.FromResult(new StateCommit([], new StateConflict(partition, write.Row, kind)));
                }
            }

            return Task.FromResult(new StateCommit([.. writes.Select(write => Apply(rows, write))], null));
        }
    }

    private static StateDocument<T> Read<T>(string partition, string row, (ETag Tag, ReadOnlyMemory<byte> Json) found) =>
        new(partition, row, found.Tag, LifecycleJson.Read<T>(found.Json.Span));

    private ETag Apply(SortedDictionary<string, (ETag Tag, ReadOnlyMemory<byte> Json)> rows, StateWrite write)
    {
        if (write is StateDelete)
        {
            rows.Remove(write.Row);
            return default;
        }

        var json = write switch
        {
            StateInsert insert => insert.Json,
            StateUpdate update => update.Json,
            _ => ((StateUpsert)write).Json,
        };
        var tag = new ETag((++_lastTag).ToString(CultureInfo.InvariantCulture));
        rows[write.Row] = (tag, json);
        return tag;
    }

    private SortedDictionary<string, (ETag Tag, ReadOnlyMemory<byte> Json)> Rows(string partition)
    {
        if (!_partitions.TryGetValue(partition, out var rows))
        {
            _partitions.Add(partition, rows = new(StringComparer.Ordinal));
        }

        return rows;
    }
}
