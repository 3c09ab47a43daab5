using Render.Network.Jobs;

namespace Render.Network.Proof;

/// <summary>
/// Draws the panel for a dispute: nodes of operators who are no party to it, one an operator, from the first reveal after the dispute was opened, so that
/// nobody chooses who decides.
/// </summary>
public static class ArbiterDraw
{
    /// <summary>Fewer arbiters than this are no panel.</summary>
    public const int Least = 3;

    /// <summary>The seed: SHA-256(tag ‖ reveal ‖ creator's salt ‖ receipt digest).</summary>
    public static Digest Seed(Digest reveal, Digest creatorSalt, Digest receipt)
    {
        Span<byte> bytes = stackalloc byte[DomainTags.Size + 3 * Digest.Size];
        var writer = new FixedWriter(bytes);
        writer.Bytes(DomainTags.DrawPanel);
        writer.Digest(reveal);
        writer.Digest(creatorSalt);
        writer.Digest(receipt);
        writer.End();
        return Digest.Of(bytes);
    }

    /// <summary>
    /// The panel, in the order drawn: each seat is drawn uniformly from the nodes of operators that have none yet. An even number of operators leaves
    /// one out, so that votes for one of two leaves cannot tie.
    /// </summary>
    /// <param name="seed">The seed.</param>
    /// <param name="candidates">Staked nodes that are fit for the task; their order and weights do not matter.</param>
    /// <param name="parties">Operators who are a party: the node's, its auditor's, and the creator's own.</param>
    /// <param name="size">Seats wanted, odd.</param>
    /// <returns>An odd number of seats; none where there are fewer than three operators, and the reference CPU decides.</returns>
    public static IReadOnlyList<ArbiterSeat> Panel(Digest seed, IEnumerable<AuditorCandidate> candidates, IReadOnlySet<OperatorId> parties, int size)
    {
        var left = candidates.Where(c => !parties.Contains(c.Operator)).OrderBy(c => c.Node).ToList();
        var seats = Math.Min(size, left.Select(c => c.Operator).Distinct().Count());
        if (seats % 2 == 0) seats--;
        if (seats < Least) return [];
        var stream = new HashStream(DomainTags.DrawPanel, seed);
        var panel = new List<ArbiterSeat>(seats);
        while (panel.Count < seats)
        {
            var drawn = left[(int)stream.Below((ulong)left.Count)];
            panel.Add(new ArbiterSeat(drawn.Node, drawn.Operator));
            left.RemoveAll(c => c.Operator == drawn.Operator);
        }

        return panel;
    }

    /// <summary>Operators who are a party to a dispute. A creator who is an operator too is known by the same name: <c>op-anna</c> for <c>anna</c>.</summary>
    public static IReadOnlySet<OperatorId> Parties(CreatorId creator, OperatorId node, OperatorId? auditor)
    {
        var parties = new HashSet<OperatorId> { node };
        if (auditor is { } audited) parties.Add(audited);
        if (OperatorId.TryParse("op-" + creator.Value, out var own)) parties.Add(own);
        return parties;
    }
}

/// <summary>An arbiter.</summary>
/// <param name="Node">The node.</param>
/// <param name="Operator">Who owns it, and is paid or pays.</param>
public sealed record ArbiterSeat(NodeId Node, OperatorId Operator);
