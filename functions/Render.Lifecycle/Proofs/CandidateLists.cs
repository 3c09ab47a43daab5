using System.Collections.Concurrent;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Proofs;

/// <summary>The lists that auditors are drawn from. The ledger holds their digests; the lists are kept beside it, each once.</summary>
internal sealed class CandidateLists(IState state, TaskBoard board, ExactMode exact, Facts facts)
{
    /// <summary>Partition of the lists, by digest.</summary>
    public const string Partition = "candidates";

    // A node that holds the scene need not fetch it: it is drawn four times as often. Its word alone would be an invitation: a ring that says so is its own auditor.
    private const uint HoldsScene = 4;

    private readonly ConcurrentDictionary<Digest, CandidateList> known = [];

    /// <summary>The nodes that could audit a job's tasks now; stored before it is returned.</summary>
    public Task<CandidateList> For(BoardJob job, CancellationToken cancellationToken) => Auditors(job.Record.Spec.Package, job.Record.Spec.Placement, cancellationToken);

    /// <summary>The nodes that could audit work with a package now: those that would hear of it within its time; stored before it is returned.</summary>
    public Task<CandidateList> Auditors(Digest package, PlacementPolicies placement, CancellationToken cancellationToken) =>
        For(package, node => board.WouldAudit(node) && facts.Admits(node, placement, Custodian.Auditor), cancellationToken);

    /// <summary>The nodes with a stake that could arbitrate over a job's results now; stored before it is returned.</summary>
    public Task<CandidateList> Staked(JobSpec job, CancellationToken cancellationToken)
    {
        // A conviction is known before the node's document says so.
        var convicted = board.ConvictedNodes();
        return For(job.Package, node => !convicted.Contains(node.Id) && !node.Stake.IsZero && !node.Draining && board.IsAlive(node) && facts.Admits(node, job.Placement, Custodian.Arbiter), cancellationToken);
    }

    /// <summary>A list by its digest.</summary>
    /// <exception cref="InvalidDataException">It was never stored.</exception>
    public async Task<CandidateList> Find(Digest digest, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(digest, out var list))
            return list;
        var found = await state.Get<CandidateList>(Partition, digest.ToString(), cancellationToken)
            ?? throw new InvalidDataException($"The list of auditors {digest} is gone.");
        known[digest] = found.Value;
        return found.Value;
    }

    private async Task<CandidateList> For(Digest package, Func<BoardNode, bool> also, CancellationToken cancellationToken)
    {
        var candidates = board.Nodes()
            .Where(node => node.Record.Status == NodeStatus.Active && exact.WhyOut(node.Record) is null && also(node))
            .Select(node => new AuditorCandidate(node.Id, node.Record.Operator, board.Holds(node, package) ? HoldsScene : 1))
            .ToList();
        var list = new CandidateList(AuditorDraw.Digest(candidates), candidates);
        if (known.ContainsKey(list.Digest))
            return list;
        (await state.Commit(Partition, [StateWrite.Upsert(list.Digest.ToString(), list)], cancellationToken)).OrThrow();
        if (known.Count > 1_000)
            known.Clear();
        known[list.Digest] = list;
        return list;
    }
}

/// <summary>A list of nodes that could audit.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="Nodes">The nodes.</param>
internal sealed record CandidateList(Digest Digest, IReadOnlyList<AuditorCandidate> Nodes);
