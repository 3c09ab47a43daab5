using Render.Lifecycle;
using Render.Lifecycle.Workflows;
using Render.Local.Storage;

namespace Render.Local.Durable;

/// <summary>Loads an instance, runs its next turn and records it. All that a turn does is in one commit, or never happened.</summary>
/// <param name="store">The file.</param>
/// <param name="catalog">The workflows.</param>
/// <param name="services">Passed to their factories.</param>
/// <param name="clock">The engine's clock.</param>
internal sealed class TurnRunner(SqliteStore store, WorkflowCatalog catalog, IServiceProvider services, EngineClock clock)
{
    /// <summary>The most messages of an inbox in one turn; more follow in the next.</summary>
    private const int MaxInbox = 1_000;

    /// <summary>Runs a turn.</summary>
    /// <param name="instance">Whose.</param>
    /// <param name="events">What waited in its mailbox.</param>
    /// <param name="inbox">Whether its inbox has unread messages.</param>
    /// <param name="onForeign">See <see cref="WorkflowRun"/>.</param>
    /// <returns>What was recorded; null where there was nothing to do, or where this build does not know the instance's version.</returns>
    internal async Task<RecordedTurn?> Run(Instance instance, IReadOnlyList<TurnEvent> events, bool inbox, Action onForeign)
    {
        instance.Row ??= store.Read(session => DurableTables.Find(session, instance.Key))
            ?? throw new InvalidDataException($"Instance {instance.Key} is not in the file.");
        var row = instance.Row;
        if (row.IsFinal)
        {
            return null;
        }

        var messages = inbox || row.Turns == 0
            ? store.Read(session => DurableTables.Inbox(session, row.Key, row.InboxRead, MaxInbox))
            : [];
        var now = Math.Max(clock.Now, row.Updated);
        var read = messages.Count > 0 ? messages[^1].Position : row.InboxRead;
        if (messages.Find(message => message.Kind == InboxKind.Cancel) is { } cancel)
        {
            return await Cancel(row, now, read, LifecycleJson.Read<string>(cancel.Payload));
        }

        if (catalog.Find(row.Name, row.Version) is not { } workflow)
        {
            // Held: its messages, timers and activities stay in the file for a build that knows the version.
            return null;
        }

        List<TurnEvent> taken = [];
        TurnResult result;
        try
        {
            var run = instance.Run ??= Load(row, workflow, onForeign);
            taken.AddRange(events.Where(run.Expects));
            taken.AddRange(messages.Select(message => TurnEvent.FromInbox(row.Generation, message)).Where(run.Expects));
            if (taken.Count == 0 && row.Turns > 0 && !run.IsFaulted)
            {
                return null;
            }

            result = run.Run(now, taken);
        }
        catch (Exception error) when (error is not (OutOfMemoryException or Microsoft.Data.Sqlite.SqliteException))
        {
            // What cannot be loaded now cannot be loaded later: parked, with the reason, instead of tried for ever.
            result = new TurnResult(TurnOutcome.Failed, []) { Error = $"{error.GetType().Name}: {error.Message}" };
        }

        return await Record(row, new TurnCommit(row, now, taken, result, read, catalog.NewestVersion(row.Name)), messages.Count == MaxInbox);
    }

    private async Task<RecordedTurn> Record(InstanceRow row, TurnCommit turn, bool more)
    {
        var wake = await store.Write(session => TurnWriter.Write(session, turn));
        var after = turn.Result.Outcome switch
        {
            TurnOutcome.Waiting => row with { State = WorkflowState.Running, Updated = turn.Now, Turns = row.Turns + 1, InboxRead = turn.InboxRead },
            TurnOutcome.Completed => row with { State = WorkflowState.Completed },
            TurnOutcome.Failed => row with { State = WorkflowState.Failed },
            _ => row with
            {
                State = WorkflowState.Running,
                Updated = turn.Now,
                Input = turn.Result.Payload!,
                Version = turn.NextVersion,
                Generation = row.Generation + 1,
                Turns = 0,
                InboxRead = 0,
            },
        };
        return new RecordedTurn(after, turn, more ? [.. wake, row.Key] : wake);
    }

    private async Task<RecordedTurn> Cancel(InstanceRow row, long now, long read, string reason)
    {
        var turn = new TurnCommit(row, now, [], new TurnResult(TurnOutcome.Failed, []) { Error = reason }, read, row.Version);
        var wake = await store.Write(session => TurnWriter.Cancel(session, turn, reason));
        return new RecordedTurn(row with { State = WorkflowState.Cancelled }, turn, wake);
    }

    /// <summary>Replays a history.</summary>
    /// <exception cref="NonDeterminismException">The code no longer does what the history holds.</exception>
    private WorkflowRun Load(InstanceRow row, WorkflowRegistration workflow, Action onForeign)
    {
        var run = new WorkflowRun(workflow, catalog, services, row.Id, row.Generation, row.Input, onForeign);
        if (row.Turns == 0)
        {
            return run;
        }

        var (turns, inbox) = store.Read(session => (
            DurableTables.Turns(session, row.Key, row.Generation),
            DurableTables.Inbox(session, row.Key, 0, int.MaxValue).ToDictionary(message => message.Position)));
        foreach (var turn in turns)
        {
            var events = turn.Events.Select(happened => happened.Kind == TurnEventKind.Inbox ? happened with { Row = inbox[happened.Position] } : happened);
            var result = run.Run(turn.Now, [.. events], turn.Calls);
            if (result.Outcome != TurnOutcome.Waiting)
            {
                // Only a fault ends a replay; let the turn report it.
                break;
            }
        }

        return run;
    }
}
