using Render.Lifecycle.Dispatch;
using Render.Network.Jobs;
using Render.Network.Reputation;

namespace Render.Lifecycle.Nodes;

/// <summary>
/// Keeps what nodes did. Work is counted in memory and written every second, since it comes thousands of times a second and a lost second of
/// it costs nobody anything; a fault that quarantines is written at once.
/// </summary>
internal sealed class Standings(TaskBoard board, NodeStore nodes, PolicyBook policies, TimeProvider clock)
{
    /// <summary>A task of the node was accepted.</summary>
    public void Accepted(NodeId id, WorkUnits work, long took, bool replicated)
    {
        if (board.Node(id) is { } node)
            // Millionths of a unit over thousandths of a unit a second are milliseconds.
            board.Stand(id, standing => standing.AfterTask(took, (double)work.Micros / node.BenchmarkSpeedMilli, Now, policies.Current.Reputation, replicated));
    }

    /// <summary>An audit by the node was right.</summary>
    public void Audited(NodeId node) => board.Stand(node, standing => standing.AfterAudit(Now, policies.Current.Reputation));

    /// <summary>The node was part of a panel's majority.</summary>
    public void Arbitrated(NodeId node) => board.Stand(node, standing => standing.AfterArbitration(Now, policies.Current.Reputation));

    /// <summary>The node did something wrong. What convicts is not for here.</summary>
    public async Task Faulted(NodeId id, Fault fault, CancellationToken cancellationToken)
    {
        var policy = policies.Current;
        var penalty = policy.Penalties.For(fault);
        board.Stand(id, standing => standing.AfterFault(fault, penalty, Now, policy.Reputation));
        if (penalty.QuarantineSeconds == 0)
            return;
        await nodes.Change(
            id, node => EngineMoves.PutOut(node, fault.ToString(), penalty.QuarantineSeconds, policy.Quarantine, clock.GetUtcNow()), cancellationToken);
    }

    /// <summary>Writes the counts that are only in memory.</summary>
    public async Task Flush(CancellationToken cancellationToken)
    {
        var dirty = board.TakeDirty();
        var written = 0;
        try
        {
            for (; written < dirty.Count; written++)
                await nodes.Change(dirty[written], record => record, cancellationToken);
        }
        finally
        {
            // What could not be written stays to be written.
            foreach (var node in dirty.Skip(written))
                board.Stand(node, standing => standing);
        }
    }

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
