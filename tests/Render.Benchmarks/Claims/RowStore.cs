using System.Globalization;
using Render.Lifecycle;
using Render.Lifecycle.Ports;

namespace Render.Benchmarks.Claims;

/// <summary>Keeps the rows that are written, in memory and at once, and refuses what comes after an older version: a store that costs next to nothing.</summary>
internal sealed class RowStore : IState
{
    private readonly Dictionary<(string Partition, string Row), (long Tag, ReadOnlyMemory<byte> Json)> rows = [];
    private long last = 1L << 32;

    public Task<StateDocument<T>?> Get<T>(string partition, string row, CancellationToken cancellationToken = default) => Task.FromResult(
        rows.TryGetValue((partition, row), out var found)
            ? new StateDocument<T>(partition, row, Tag(found.Tag), LifecycleJson.Read<T>(found.Json.Span))
            : null);

    public Task<StatePage<T>> Query<T>(
        string partition, string? from = null, string? to = null, int pageSize = 1_000, string? continuation = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new StatePage<T>([], null));

    public Task<StateCommit> Commit(string partition, IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken = default)
    {
        var tags = new ETag[writes.Count];
        for (var i = 0; i < tags.Length; i++)
        {
            var key = (partition, writes[i].Row);
            if (writes[i] is StateUpdate update && rows.TryGetValue(key, out var known) && Tag(known.Tag) != update.ETag)
                return Task.FromResult(new StateCommit([], new StateConflict(partition, writes[i].Row, StateConflictKind.Changed)));
            rows[key] = (++last, writes[i] switch { StateUpdate u => u.Json, StateInsert n => n.Json, StateUpsert p => p.Json, _ => default });
            tags[i] = Tag(last);
        }

        return Task.FromResult(new StateCommit(tags, null));
    }

    private static ETag Tag(long number) => new(number.ToString(CultureInfo.InvariantCulture));
}
