using Render.Lifecycle.Dispatch;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;
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

    /// <summary>The node did something wrong. What convicts is not for here.</summary>
    public async Task Faulted(NodeId id, Fault fault, CancellationToken cancellationToken)
    {
        var policy = policies.Current;
        var penalty = policy.Penalties.For(fault);
        board.Stand(id, standing => standing.AfterFault(fault, penalty, Now, policy.Reputation));
        if (penalty.QuarantineSeconds > 0)
            await PutOut(id, fault.ToString(), penalty, policy.Quarantine, cancellationToken);
    }

    /// <summary>What the decision of a dispute says of the node: counted once, and on disk when this returns.</summary>
    /// <param name="id">The node.</param>
    /// <param name="receipt">The disputed receipt.</param>
    /// <param name="fault">What it did wrong; null: as an arbiter it was right.</param>
    /// <param name="isUnrecorded">Whether what a dispute says is not yet on everybody's record for sure.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task Disputed(NodeId id, Digest receipt, Fault? fault, Func<Digest, bool> isUnrecorded, CancellationToken cancellationToken)
    {
        var policy = policies.Current;
        var penalty = fault is { } wrong ? policy.Penalties.For(wrong) : null;
        board.Stand(id, standing =>
            !isUnrecorded(receipt) || standing.Disputes.Contains(receipt) ? standing
            : (penalty is null ? standing.AfterArbitration(Now, policy.Reputation) : standing.AfterFault(fault!.Value, penalty, Now, policy.Reputation)) with
            {
                Disputes = [.. standing.Disputes.Where(isUnrecorded), receipt],
            });
        await nodes.Change(
            id,
            node => isUnrecorded(receipt)
                ? (penalty is { QuarantineSeconds: > 0 } ? EngineMoves.PutOut(node, fault.ToString()!, penalty.QuarantineSeconds, policy.Quarantine, clock.GetUtcNow()) : null) ?? node
                : null,
            cancellationToken);
    }

    /// <summary>A lease of the node ran out. Once is bad luck; again and again, with nothing delivered in between, keeps others from the work.</summary>
    /// <param name="id">The node.</param>
    /// <param name="granted">When it was granted.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task Lost(NodeId id, DateTimeOffset granted, CancellationToken cancellationToken)
    {
        var policy = policies.Current;
        var penalty = policy.Penalties.LostLease;
        var row = 0;
        board.Stand(id, standing =>
        {
            var next = standing.AfterLoss(granted, penalty, clock.GetUtcNow(), policy.Reputation);
            row = next.LostInARow;
            return next;
        });
        if (penalty.QuarantineSeconds > 0 && row >= policy.Quarantine.LostInARow)
            await PutOut(id, EngineMoves.LostLeases, penalty, policy.Quarantine, cancellationToken);
    }

    /// <summary>Leases that the node lost were not its fault: they count no more, and what it was put out for them ends.</summary>
    /// <param name="id">The node.</param>
    /// <param name="lost">When it lost them.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task Cleared(NodeId id, IReadOnlyList<DateTimeOffset> lost, CancellationToken cancellationToken)
    {
        var policy = policies.Current;
        board.Stand(id, standing => standing.AfterClearing(lost, policy.Penalties.LostLease, Now, policy.Reputation));
        await nodes.Change(id, EngineMoves.Pardoned, cancellationToken);
    }

    private Task<NodeRecord?> PutOut(NodeId id, string why, Penalty penalty, QuarantinePolicy policy, CancellationToken cancellationToken) =>
        nodes.Change(id, node => EngineMoves.PutOut(node, why, penalty.QuarantineSeconds, policy, clock.GetUtcNow()), cancellationToken);

    /// <summary>Writes the counts that are only in memory.</summary>
    public Task Flush(CancellationToken cancellationToken) => InTurn.Do(
        board.TakeDirty(),
        node => nodes.Change(node, record => record, cancellationToken),
        left =>
        {
            // What could not be written stays to be written.
            foreach (var node in left)
                board.Stand(node, standing => standing);
        });

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
