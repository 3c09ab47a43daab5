using Render.Lifecycle;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Simulation.Oracles;

/// <summary>Follows the rows of tasks.</summary>
internal sealed class TaskOracle(Oracle oracle, BooksOracle books)
{
    private static readonly TaskEvent[] Events = Enum.GetValues<TaskEvent>();
    private readonly Dictionary<(string Partition, string Row), TaskRecord> rows = [];
    private readonly Dictionary<(string Partition, string Row, long Version), Digest> versions = [];

    /// <summary>Tasks known.</summary>
    public int Count => rows.Count;

    /// <summary>Their latest confirmed rows.</summary>
    public IEnumerable<TaskRecord> Records => rows.Values;

    /// <summary>Accepted ones.</summary>
    public int Accepted => rows.Values.Count(row => row.State == TaskState.Accepted);

    /// <summary>A commit is confirmed.</summary>
    public void Confirmed(string partition, IReadOnlyList<StateWrite> writes)
    {
        if (!partition.StartsWith("tasks:", StringComparison.Ordinal))
            return;
        foreach (var write in writes)
            switch (write)
            {
                case StateInsert insert:
                    Written(partition, write.Row, insert.Json);
                    break;
                case StateUpdate update:
                    Written(partition, write.Row, update.Json);
                    break;
                case StateUpsert upsert:
                    Written(partition, write.Row, upsert.Json);
                    break;
                default:
                    oracle.Fail("tasks", $"a task's row is written by {write.GetType().Name}");
                    break;
            }
    }

    /// <summary>After a restart: no confirmed row is older than it was.</summary>
    public async Task Recovered(IState state)
    {
        foreach (var ((partition, row), known) in rows.ToList())
        {
            var found = await state.Get<TaskRecord>(partition, row);
            oracle.Demand(found is not null && found.Value.Version >= known.Version, "durability", $"{known.Id} was confirmed at version {known.Version} and is at {found?.Value.Version ?? -1} after the restart");
            if (found is not null)
                rows[(partition, row)] = found.Value;
        }
    }

    private void Written(string partition, string row, ReadOnlyMemory<byte> json)
    {
        var next = LifecycleJson.Read<TaskRecord>(json.Span);
        var digest = Digest.Of(json.Span);
        if (!versions.TryAdd((partition, row, next.Version), digest))
            oracle.Demand(
                versions[(partition, row, next.Version)] == digest, "leases", $"two writers made a version {next.Version} of {next.Id}, each its own");
        if (rows.TryGetValue((partition, row), out var known))
        {
            // Answers overtake one another.
            if (next.Version <= known.Version)
                return;
            if (next.Version == known.Version + 1)
                Moved(known, next);
            Owned(known, next);
        }

        rows[(partition, row)] = next;
        if (next.State == TaskState.Accepted)
            oracle.Demand(next.Receipt is { } receipt && books.Pays(next.Id, receipt.Digest), "proof", $"{next.Id} is accepted and no verdict in the ledger pays its receipt");
        if (next.Receipt is { } recorded)
            oracle.Demand(books.Holds($"receipt/{next.Id}/{recorded.Lease}"), "proof", $"{next.Id} has a receipt that the ledger does not hold");
    }

    private void Moved(TaskRecord before, TaskRecord next) => oracle.Demand(
        before.State == next.State || Events.Any(happened => TaskTransitions.Allows(before.State, happened) && TaskTransitions.Next(before.State, happened) == next.State),
        "tasks", $"{next.Id} went from {before.State} to {next.State}");

    private void Owned(TaskRecord before, TaskRecord next)
    {
        oracle.Demand(next.Fencing >= before.Fencing, "leases", $"the fencing of {next.Id} fell from {before.Fencing} to {next.Fencing}");
        oracle.Demand(
            next.Duplicate is not { } second || (next.State == TaskState.Leased && second.Fencing > next.Lease!.Fencing && second.Node != next.Lease.Node), "leases",
            $"{next.Id} is held twice by {next.Lease?.Node} and {next.Duplicate?.Node} in the wrong order");
        // Whoever raced the holder may go on alone.
        if (next.Lease is { } lease && before.Lease is { } held && lease.Id != held.Id && lease.Id != before.Duplicate?.Id)
            oracle.Demand(
                lease.Fencing > held.Fencing && next.Version > before.Version + 1, "leases", $"{next.Id} passed from {held.Node} to {lease.Node} without being open in between");
    }
}
