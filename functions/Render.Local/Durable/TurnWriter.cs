using Render.Lifecycle;
using Render.Lifecycle.Workflows;
using Render.Local.Storage;

namespace Render.Local.Durable;

/// <summary>Writes a turn: history, what it armed and disarmed, its sub-workflows, and the word to its parent.</summary>
internal static class TurnWriter
{
    /// <summary>Writes the turn inside the caller's transaction.</summary>
    /// <returns>The numbers of the instances that have something to do now.</returns>
    internal static IReadOnlyList<long> Write(SqlSession session, TurnCommit turn)
    {
        var wake = new List<long>();
        var (instance, result) = (turn.Instance, turn.Result);
        switch (result.Outcome)
        {
            case TurnOutcome.Waiting:
                AddHistory(session, turn);
                foreach (var call in result.Calls)
                {
                    Arm(session, turn, call, wake);
                }

                Update(session, turn, WorkflowState.Running);
                break;

            case TurnOutcome.Completed:
                AddHistory(session, turn);
                End(session, turn, WorkflowState.Completed, InboxKind.SubCompleted, result.Payload!, wake);
                break;

            case TurnOutcome.Failed:
                End(session, turn, WorkflowState.Failed, InboxKind.SubFailed, LifecycleJson.Write(result.Error), wake);
                break;

            case TurnOutcome.ContinuedAsNew:
                Disarm(session, instance.Key);
                BeginAnew(session, turn);
                wake.Add(instance.Key);
                break;
        }

        return wake;
    }

    /// <summary>Ends an instance and its open sub-workflows as cancelled.</summary>
    /// <returns>The numbers of the instances that have something to do now.</returns>
    internal static IReadOnlyList<long> Cancel(SqlSession session, TurnCommit turn, string reason)
    {
        var wake = new List<long>();
        var children = session.Sql("SELECT key FROM instances WHERE parent = ? AND state < 2 ORDER BY key").Bind(1, turn.Instance.Key);
        while (children.Step())
        {
            wake.Add(children.Number(0));
        }

        foreach (var child in wake)
        {
            DurableTables.Post(session, child, InboxKind.Cancel, "cancel", "", LifecycleJson.Write(reason));
        }

        End(session, turn, WorkflowState.Cancelled, InboxKind.SubCancelled, LifecycleJson.Write(reason), wake);
        return wake;
    }

    private static void AddHistory(SqlSession session, TurnCommit turn)
    {
        // The key of the history is what stops a turn from being recorded twice.
        session.Sql("INSERT INTO turns(instance, number, body) VALUES(?, ?, ?)")
            .Bind(1, turn.Instance.Key).Bind(2, turn.Instance.Turns)
            .Bind(3, TurnCodec.Write(new TurnRecord(turn.Now, turn.Events, turn.Result.Calls))).Run();
        foreach (var happened in turn.Events)
        {
            switch (happened.Kind)
            {
                case TurnEventKind.ActivityDone or TurnEventKind.ActivityFailed:
                    session.Sql("DELETE FROM activities WHERE instance = ? AND sequence = ?")
                        .Bind(1, turn.Instance.Key).Bind(2, happened.Sequence).Run();
                    break;
                case TurnEventKind.TimerFired:
                    DeleteTimer(session, turn.Instance.Key, happened.Sequence);
                    break;
            }
        }
    }

    private static void Arm(SqlSession session, TurnCommit turn, Call call, List<long> wake)
    {
        var instance = turn.Instance;
        switch (call.Kind)
        {
            case CallKind.Activity:
                session.Sql("INSERT INTO activities(instance, sequence, name, input, retry, failures, due) VALUES(?, ?, ?, ?, ?, 0, ?)")
                    .Bind(1, instance.Key).Bind(2, call.Sequence).Bind(3, call.Name).Bind(4, call.Input)
                    .Bind(5, call.Retry is { } retry ? LifecycleJson.Write(retry) : null).Bind(6, turn.Now).Run();
                break;

            case CallKind.Timer:
                session.Sql("INSERT INTO timers(instance, sequence, due) VALUES(?, ?, ?)")
                    .Bind(1, instance.Key).Bind(2, call.Sequence).Bind(3, call.Due).Run();
                break;

            case CallKind.TimerCancelled:
                DeleteTimer(session, instance.Key, call.Sequence);
                break;

            case CallKind.SubWorkflow:
                var parent = new ParentCall(instance.Key, instance.Generation, call.Sequence);
                if (call.Version == 0)
                {
                    Refuse(session, parent, call, new UnknownNameException("workflow", call.Name).Message, wake);
                }
                else if (DurableTables.Insert(session, call.ChildId, call.Name, call.Version, call.Input, turn.Now, parent) is { } child)
                {
                    wake.Add(child);
                }
                else
                {
                    Refuse(session, parent, call, $"the id {call.ChildId} is taken by another instance", wake);
                }

                break;
        }
    }

    /// <summary>Answers a call of a sub-workflow that cannot begin.</summary>
    private static void Refuse(SqlSession session, ParentCall parent, Call call, string reason, List<long> wake)
    {
        DurableTables.Post(session, parent.Key, InboxKind.SubFailed, DurableTables.SubKey(parent), call.ChildId, LifecycleJson.Write(reason));
        wake.Add(parent.Key);
    }

    private static void End(SqlSession session, TurnCommit turn, WorkflowState state, InboxKind word, byte[] payload, List<long> wake)
    {
        Disarm(session, turn.Instance.Key);
        Update(session, turn, state);
        if (turn.Instance.Parent is not { } parent)
        {
            return;
        }

        var waits = session.Sql("SELECT 1 FROM instances WHERE key = ? AND state < 2 AND generation = ?").Bind(1, parent.Key).Bind(2, parent.Generation);
        if (waits.Step())
        {
            _ = waits.Step();
            DurableTables.Post(session, parent.Key, word, DurableTables.SubKey(parent), turn.Instance.Id, payload);
            wake.Add(parent.Key);
        }
    }

    private static void Update(SqlSession session, TurnCommit turn, WorkflowState state) =>
        session.Sql("UPDATE instances SET state = ?2, updated = ?3, output = ?4, status = nullif(coalesce(?5, status), x''), error = ?6, turns = ?7, inbox_read = ?8 WHERE key = ?1")
            .Bind(1, turn.Instance.Key).Bind(2, (long)state).Bind(3, turn.Now)
            .Bind(4, state == WorkflowState.Completed ? turn.Result.Payload : null).Bind(5, turn.Result.Status).Bind(6, turn.Result.Error)
            .Bind(7, turn.Instance.Turns + 1).Bind(8, turn.InboxRead).Run();

    private static void BeginAnew(SqlSession session, TurnCommit turn)
    {
        var key = turn.Instance.Key;
        session.Sql("DELETE FROM turns WHERE instance = ?").Bind(1, key).Run();
        // Ends of sub-workflows answer calls of the generation that is over, and no later end of theirs can come.
        session.Sql("DELETE FROM inbox WHERE instance = ?1 AND kind BETWEEN ?2 AND ?3")
            .Bind(1, key).Bind(2, (long)InboxKind.SubCompleted).Bind(3, (long)InboxKind.SubCancelled).Run();
        // Events that were taken keep their key, so that a repetition is still known, and lose their payload; the rest is read again.
        session.Sql("UPDATE inbox SET payload = NULL WHERE instance = ?1 AND position <= ?2 AND position NOT IN (SELECT value FROM json_each(?3))")
            .Bind(1, key).Bind(2, turn.InboxRead)
            .Bind(3, System.Text.Encoding.UTF8.GetString(LifecycleJson.Write(turn.Result.Untaken))).Run();
        session.Sql("UPDATE instances SET state = 1, updated = ?2, input = ?3, status = nullif(coalesce(?4, status), x''), generation = generation + 1, version = ?5, turns = 0, inbox_read = 0 WHERE key = ?1")
            .Bind(1, key).Bind(2, turn.Now).Bind(3, turn.Result.Payload!).Bind(4, turn.Result.Status).Bind(5, turn.NextVersion).Run();
    }

    private static void Disarm(SqlSession session, long key)
    {
        session.Sql("DELETE FROM activities WHERE instance = ?").Bind(1, key).Run();
        session.Sql("DELETE FROM timers WHERE instance = ?").Bind(1, key).Run();
    }

    private static void DeleteTimer(SqlSession session, long key, int sequence) =>
        session.Sql("DELETE FROM timers WHERE instance = ? AND sequence = ?").Bind(1, key).Bind(2, sequence).Run();
}
