using System.Globalization;
using System.Text.Json;
using Render.Lifecycle;
using Render.Lifecycle.Workflows;
using Render.Local.Storage;

namespace Render.Local.Durable;

/// <summary>The engine's reads, and the writes that come from outside.</summary>
internal static class DurableTables
{
    private const string InstanceColumns =
        "key, id, name, version, state, generation, updated, input, parent, parent_generation, parent_sequence, turns, inbox_read";

    private const string StatusColumns =
        "i.id, i.name, i.state, i.created, i.updated, i.input, i.output, i.status, i.error, (SELECT p.id FROM instances p WHERE p.key = i.parent), i.version";

    /// <summary>Adds an instance; null where the id is known.</summary>
    /// <exception cref="WorkflowConflictException">The id is another workflow's.</exception>
    internal static long? Start(SqlSession session, string id, string name, int version, byte[] input, long now)
    {
        var known = session.Sql("SELECT name FROM instances WHERE id = ?").Bind(1, id);
        if (known.Step())
        {
            var existing = known.Text(0);
            return existing == name ? null : throw new WorkflowConflictException(id, existing, name);
        }

        return Insert(session, id, name, version, input, now, parent: null);
    }

    /// <summary>Adds an instance; null where the id is known.</summary>
    internal static long? Insert(SqlSession session, string id, string name, int version, byte[] input, long now, ParentCall? parent)
    {
        var inserted = session
            .Sql("INSERT OR IGNORE INTO instances(id, name, state, generation, created, updated, input, parent, parent_generation, parent_sequence, turns, inbox_read, version) "
                + "VALUES(?1, ?2, 0, 0, ?3, ?3, ?4, ?5, ?6, ?7, 0, 0, ?8) RETURNING key")
            .Bind(1, id).Bind(2, name).Bind(3, now).Bind(4, input)
            .Bind(5, parent?.Key).Bind(6, (long?)parent?.Generation).Bind(7, (long?)parent?.Sequence).Bind(8, version);
        if (!inserted.Step())
        {
            return null;
        }

        var key = inserted.Number(0);
        _ = inserted.Step();
        return key;
    }

    /// <summary>Adds an event of this key, once. The number is the instance's, where it is to be woken.</summary>
    internal static (RaiseResult Result, long Instance) Raise(SqlSession session, string id, string name, byte[] payload, string eventKey)
    {
        var found = session.Sql("SELECT key, state FROM instances WHERE id = ?").Bind(1, id);
        if (!found.Step())
        {
            return (RaiseResult.UnknownInstance, 0);
        }

        var (instance, state) = (found.Number(0), (WorkflowState)found.Number(1));
        if (state > WorkflowState.Running)
        {
            return (RaiseResult.TooLate, 0);
        }

        return Post(session, instance, InboxKind.Event, "event:" + eventKey, name, payload)
            ? (RaiseResult.Accepted, instance)
            : (RaiseResult.Duplicate, 0);
    }

    /// <summary>Asks an instance to end; null where it is unknown or final.</summary>
    internal static long? Cancel(SqlSession session, string id, string reason)
    {
        var found = session.Sql("SELECT key FROM instances WHERE id = ? AND state < 2").Bind(1, id);
        if (!found.Step())
        {
            return null;
        }

        var instance = found.Number(0);
        Post(session, instance, InboxKind.Cancel, "cancel", "", LifecycleJson.Write(reason));
        return instance;
    }

    /// <summary>Puts a message into an inbox; false where its key is there already.</summary>
    internal static bool Post(SqlSession session, long instance, InboxKind kind, string key, string name, byte[] payload) =>
        session.Sql("INSERT OR IGNORE INTO inbox(instance, position, kind, key, name, payload) "
                + "SELECT ?1, coalesce(max(position), 0) + 1, ?2, ?3, ?4, ?5 FROM inbox WHERE instance = ?1")
            .Bind(1, instance).Bind(2, (long)kind).Bind(3, key).Bind(4, name).Bind(5, payload).Run() == 1;

    internal static InstanceRow? Find(SqlSession session, long key)
    {
        var row = session.Sql($"SELECT {InstanceColumns} FROM instances WHERE key = ?").Bind(1, key);
        return row.Step()
            ? new InstanceRow(
                row.Number(0), row.Text(1), row.Text(2), (int)row.Number(3), (WorkflowState)row.Number(4), (int)row.Number(5), row.Number(6), row.Blob(7),
                row.IsNull(8) ? null : new ParentCall(row.Number(8), (int)row.Number(9), (int)row.Number(10)),
                (int)row.Number(11), row.Number(12))
            : null;
    }

    internal static List<TurnRecord> Turns(SqlSession session, long key, int generation)
    {
        var rows = session.Sql("SELECT body FROM turns WHERE instance = ? ORDER BY number").Bind(1, key);
        var turns = new List<TurnRecord>();
        while (rows.Step())
        {
            turns.Add(TurnCodec.Read(rows.Blob(0), generation));
        }

        return turns;
    }

    /// <summary>Messages after a position, in order. Those that an earlier generation took have lost their payload and are left out.</summary>
    internal static List<InboxRow> Inbox(SqlSession session, long key, long after, int max)
    {
        var rows = session.Sql("SELECT position, kind, key, name, payload FROM inbox WHERE instance = ? AND position > ? AND payload IS NOT NULL ORDER BY position LIMIT ?")
            .Bind(1, key).Bind(2, after).Bind(3, max);
        var inbox = new List<InboxRow>();
        while (rows.Step())
        {
            var kind = (InboxKind)rows.Number(1);
            var (generation, sequence) = kind is InboxKind.Event or InboxKind.Cancel ? default : ParseSubKey(rows.Text(2));
            inbox.Add(new InboxRow(rows.Number(0), kind, generation, sequence, rows.Text(3), rows.Blob(4)));
        }

        return inbox;
    }

    internal static string SubKey(ParentCall call) => string.Create(CultureInfo.InvariantCulture, $"sub:{call.Generation}:{call.Sequence}");

    internal static WorkflowStatus? Status(SqlSession session, string id)
    {
        var row = session.Sql($"SELECT {StatusColumns} FROM instances i WHERE i.id = ?").Bind(1, id);
        return row.Step() ? ReadStatus(row) : null;
    }

    internal static List<WorkflowStatus> List(SqlSession session, WorkflowQuery query, string after, int max)
    {
        var rows = session
            .Sql($"SELECT {StatusColumns} FROM instances i WHERE i.id > ?1 AND i.id >= ?2 AND substr(i.id, 1, length(?2)) = ?2 AND (?3 IS NULL OR i.state = ?3) ORDER BY i.id LIMIT ?4")
            .Bind(1, after).Bind(2, query.IdPrefix ?? "").Bind(3, (long?)query.State).Bind(4, max);
        var page = new List<WorkflowStatus>();
        while (rows.Step())
        {
            page.Add(ReadStatus(rows));
        }

        return page;
    }

    /// <summary>Open instances that have never run or have unread messages.</summary>
    internal static List<long> Waking(SqlSession session)
    {
        var rows = session.Sql("SELECT key FROM instances i WHERE state < 2 AND (turns = 0 OR EXISTS("
            + "SELECT 1 FROM inbox b WHERE b.instance = i.key AND b.position > i.inbox_read AND b.payload IS NOT NULL)) ORDER BY key");
        var keys = new List<long>();
        while (rows.Step())
        {
            keys.Add(rows.Number(0));
        }

        return keys;
    }

    /// <summary>How many open instances there are of each version of each workflow.</summary>
    internal static List<(string Name, int Version, long Instances)> OpenVersions(SqlSession session)
    {
        var rows = session.Sql("SELECT name, version, count(*) FROM instances WHERE state < 2 GROUP BY name, version ORDER BY name, version");
        var versions = new List<(string, int, long)>();
        while (rows.Step())
        {
            versions.Add((rows.Text(0), (int)rows.Number(1), rows.Number(2)));
        }

        return versions;
    }

    internal static List<TimerRow> Timers(SqlSession session)
    {
        var rows = session.Sql("SELECT t.instance, i.generation, t.sequence, t.due FROM timers t JOIN instances i ON i.key = t.instance ORDER BY t.due");
        var timers = new List<TimerRow>();
        while (rows.Step())
        {
            timers.Add(new TimerRow(rows.Number(0), (int)rows.Number(1), (int)rows.Number(2), rows.Number(3)));
        }

        return timers;
    }

    /// <summary>Activities whose end is not recorded, with the workflow's version that waits for them.</summary>
    internal static List<(ActivityCall Call, long Due, string Workflow, int Version)> Activities(SqlSession session)
    {
        var rows = session.Sql("SELECT a.instance, i.id, i.generation, a.sequence, a.name, a.input, a.retry, a.failures, a.due, i.name, i.version "
            + "FROM activities a JOIN instances i ON i.key = a.instance ORDER BY a.instance, a.sequence");
        var calls = new List<(ActivityCall, long, string, int)>();
        while (rows.Step())
        {
            var retry = rows.IsNull(6) ? null : LifecycleJson.Read<RetryPolicy>(rows.Bytes(6));
            calls.Add((
                new ActivityCall(rows.Number(0), rows.Text(1), (int)rows.Number(2), (int)rows.Number(3), rows.Text(4), rows.Blob(5), retry, (int)rows.Number(7)),
                rows.Number(8), rows.Text(9), (int)rows.Number(10)));
        }

        return calls;
    }

    /// <summary>The latest instant any turn has seen, in UTC ticks.</summary>
    internal static long LatestTurn(SqlSession session)
    {
        var row = session.Sql("SELECT coalesce(max(updated), 0) FROM instances");
        return row.Step() ? row.Number(0) : 0;
    }

    internal static int NoteFailure(SqlSession session, ActivityCall call, long due) =>
        session.Sql("UPDATE activities SET failures = ?3, due = ?4 WHERE instance = ?1 AND sequence = ?2")
            .Bind(1, call.Instance).Bind(2, call.Sequence).Bind(3, call.Failures).Bind(4, due).Run();

    private static (int Generation, int Sequence) ParseSubKey(string key)
    {
        var parts = key.Split(':');
        return (int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    private static WorkflowStatus ReadStatus(Statement row) => new(
        row.Text(0), row.Text(1), (WorkflowState)row.Number(2),
        new DateTimeOffset(row.Number(3), TimeSpan.Zero), new DateTimeOffset(row.Number(4), TimeSpan.Zero),
        Json(row.Blob(5))!.Value, Json(row.BlobOrNull(6)), Json(row.BlobOrNull(7)), row.TextOrNull(8), row.TextOrNull(9), (int)row.Number(10));

    private static JsonElement? Json(byte[]? utf8) => utf8 is null ? null : JsonElement.Parse(utf8);
}
