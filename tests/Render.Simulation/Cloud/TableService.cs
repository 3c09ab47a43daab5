using System.Globalization;
using Render.Lifecycle;
using Render.Lifecycle.Ports;
using Render.Simulation.Machine;
using Render.Simulation.Messaging;

namespace Render.Simulation.Cloud;

/// <summary>Documents that several coordinators share: a partition's writes are all or nothing, against versions. A commit that is sent again after a lost answer is known by its stamp.</summary>
internal sealed class TableService
{
    private readonly Dictionary<string, SortedDictionary<string, (ETag Tag, ReadOnlyMemory<byte> Json)>> partitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StateCommit> commits = new(StringComparer.Ordinal);
    private long tags;

    /// <summary>The service as a process sees it, over the network.</summary>
    public IState For(World world, SimulatedProcess process, Func<SimulatedProcess?> storage) => new Client(this, world, process, storage);

    private SortedDictionary<string, (ETag Tag, ReadOnlyMemory<byte> Json)> Rows(string partition)
    {
        if (!partitions.TryGetValue(partition, out var rows))
            partitions.Add(partition, rows = new(StringComparer.Ordinal));
        return rows;
    }

    private StateCommit Commit(string stamp, string partition, IReadOnlyList<StateWrite> writes)
    {
        if (commits.TryGetValue(stamp, out var known))
            return known;
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
                return commits[stamp] = new StateCommit([], new StateConflict(partition, write.Row, kind));
        }

        return commits[stamp] = new StateCommit([.. writes.Select(write => Apply(rows, write))], null);
    }

    private ETag Apply(SortedDictionary<string, (ETag Tag, ReadOnlyMemory<byte> Json)> rows, StateWrite write)
    {
        if (write is StateDelete)
        {
            rows.Remove(write.Row);
            return default;
        }

        var tag = new ETag((++tags).ToString(CultureInfo.InvariantCulture));
        rows[write.Row] = (tag, write switch
        {
            StateInsert insert => insert.Json,
            StateUpdate update => update.Json,
            _ => ((StateUpsert)write).Json,
        });
        return tag;
    }

    private sealed class Client(TableService service, World world, SimulatedProcess process, Func<SimulatedProcess?> storage) : IState
    {
        private const int Tries = 3;
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
        private long sent;

        public async Task<StateDocument<T>?> Get<T>(string partition, string row, CancellationToken cancellationToken = default)
        {
            var found = await Ask(() => new Answer<StateDocument<T>>(service.Rows(partition).TryGetValue(row, out var found) ? Read<T>(partition, row, found) : null));
            return found.Value;
        }

        public Task<StatePage<T>> Query<T>(
            string partition, string? from = null, string? to = null, int pageSize = 1_000, string? continuation = null, CancellationToken cancellationToken = default) => Ask(() =>
        {
            var rows = service.Rows(partition)
                .Where(row => string.CompareOrdinal(row.Key, continuation ?? from ?? "") >= 0 && (to is null || string.CompareOrdinal(row.Key, to) < 0))
                .Take(pageSize + 1).ToArray();
            return new StatePage<T>(
                [.. rows.Take(pageSize).Select(row => Read<T>(partition, row.Key, row.Value))], rows.Length > pageSize ? rows[pageSize].Key : null);
        });

        public Task<StateCommit> Commit(string partition, IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken = default)
        {
            StateLimits.Check(partition, writes);
            var stamp = $"{process.Number}-{sent++}";
            return Ask(() => service.Commit(stamp, partition, writes));
        }

        private async Task<T> Ask<T>(Func<T> handle)
        {
            for (var left = Tries; ; left--)
                try
                {
                    return await world.Network.Ask(process, "storage", storage, () => Task.FromResult(handle()), Patience);
                }
                catch (NoAnswerException none) when (none.InnerException is TimeoutException)
                {
                    if (left == 1)
                        throw new StorageUnavailableException("tables", "no answer", none);
                }
                catch (NoAnswerException none)
                {
                    throw none.InnerException!;
                }
        }

        private static StateDocument<T> Read<T>(string partition, string row, (ETag Tag, ReadOnlyMemory<byte> Json) found) =>
            new(partition, row, found.Tag, LifecycleJson.Read<T>(found.Json.Span));

        private sealed record Answer<T>(T? Value);
    }
}
