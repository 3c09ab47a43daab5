using Render.Lifecycle.Dispatch;
using Render.Network.Economics;
using Render.Network.Messages;
using Render.Network.Reputation;

namespace Render.Lifecycle.Nodes;

/// <summary>Why nodes stand where they stand.</summary>
internal sealed class NodeExplanations(TaskBoard board, PolicyBook policies, ExactMode exact, Places places, TimeProvider clock)
{
    /// <summary>Assignments shown.</summary>
    private const int Latest = 5;

    /// <summary>Explains a node.</summary>
    public NodeExplanation Of(BoardNode node)
    {
        var now = clock.GetUtcNow();
        var tasks = board.TasksOf(node.Id);
        return board.Read(() =>
        {
            var (record, standing) = (node.Record, node.Standing);
            var status = board.StatusOf(node);
            var stake = new StakeBalance(node.Stake, node.Bound);
            return new NodeExplanation(
                node.Id, record.Name, status, Sentence(record, status, exact.WhyOut(record)),
                ScoreExplanation.Of(standing.Evidence, standing.Kinds, now.ToUnixTimeMilliseconds(), policies.Current),
                stake.Locked, stake.Bound, stake.Free,
                [.. record.Engines.Append(EngineMoves.Current(record)).Reverse().DistinctBy(engine => (engine.Build, engine.DeviceClass)).Select(engine => Engine(record, engine, now))],
                [
                    .. tasks.Select(task => (task.Id, task.Record.Lease)).Where(held => held.Lease is { Assignment: not null } lease && lease.Node == node.Id)
                        .OrderByDescending(held => held.Lease!.Granted).ThenBy(held => held.Id).Take(Latest)
                        .Select(held => new AssignmentExplanation(held.Id, held.Lease!.Granted, held.Lease.Assignment!)),
                ])
            {
                Place = places.View(node),
            };
        });
    }

    private EngineExplanation Engine(NodeRecord record, EngineStanding engine, DateTimeOffset now) => new(
        engine.Build, engine.DeviceClass, engine.Validated, engine.Excluded, engine.OutUntil > now ? engine.OutUntil : null,
        [.. engine.Quarantines.Where(begun => QuarantineRule.IsRecent(begun.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(), policies.Current.Quarantine))],
        engine.Reason,
        exact.WhyOut(record with { Facts = record.Facts with { EngineBuild = engine.Build, DeviceClass = engine.DeviceClass } }));

    private static string Sentence(NodeRecord record, NodeStatus status, string? exactMode) => (record.Reason, exactMode) switch
    {
        ({ } reason, null) => reason,
        (null, { } why) => why,
        ({ } reason, { } why) => $"{reason} {why}",
        _ => status switch
        {
            NodeStatus.Active => "Gets paid work.",
            NodeStatus.Validating => "Renders a challenge whose answer is known; then it gets paid work.",
            NodeStatus.Draining => "Finishes what it holds, as it asked.",
            NodeStatus.Offline => "Is silent; with its next heartbeat it goes on as before.",
            _ => status.ToString(),
        },
    };
}
