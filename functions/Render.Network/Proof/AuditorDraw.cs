using System.Buffers.Binary;
using System.Text;
using Render.Network.Jobs;

namespace Render.Network.Proof;

/// <summary>Draws who audits a receipt: a node of another operator, from the challenge's seed, so that nobody chooses an auditor.</summary>
public static class AuditorDraw
{
    /// <summary>
    /// Draws among the candidates of other operators than <paramref name="rendered"/>, each with probability weight / Σ weights. The order in
    /// which they are given does not matter.
    /// </summary>
    /// <param name="seed">The challenge's seed.</param>
    /// <param name="candidates">All fit nodes; see <see cref="Digest"/>.</param>
    /// <param name="rendered">The operator whose work is audited.</param>
    /// <param name="attempt">0 for the first draw; one more each time the auditor drawn before gave no answer. Those drawn before are left out.</param>
    /// <returns>The auditor; null where no other operator has a fit node left, and the reference CPU audits.</returns>
    public static AuditorCandidate? Pick(Digest seed, IEnumerable<AuditorCandidate> candidates, OperatorId rendered, int attempt = 0) =>
        Pick(seed, candidates, [rendered], attempt);

    /// <summary>The same for a task that several operators' nodes rendered: none of them audits, since each has an answer to copy.</summary>
    public static AuditorCandidate? Pick(Digest seed, IEnumerable<AuditorCandidate> candidates, IReadOnlyCollection<OperatorId> rendered, int attempt)
    {
        var left = candidates.Where(c => !rendered.Contains(c.Operator) && c.Weight > 0).OrderBy(c => c.Node).ToList();
        var stream = new HashStream(DomainTags.DrawAuditor, seed);
        for (; left.Count > 0; attempt--)
        {
            var drawn = Weighted(left, ref stream);
            if (attempt <= 0) return drawn;
            left.Remove(drawn);
        }

        return null;
    }

    /// <summary>
    /// The digest of a candidate list, which the ledger holds in its place: SHA-256 of tag ‖ (u16be length and text of node ‖ the same of
    /// operator ‖ u32be weight)*, by node id.
    /// </summary>
    public static Digest Digest(IEnumerable<AuditorCandidate> candidates)
    {
        using var bytes = new MemoryStream();
        bytes.Write(DomainTags.Candidates);
        Span<byte> weight = stackalloc byte[4];
        foreach (var candidate in candidates.OrderBy(c => c.Node))
        {
            WriteText(bytes, candidate.Node.Value);
            WriteText(bytes, candidate.Operator.Value);
            BinaryPrimitives.WriteUInt32BigEndian(weight, candidate.Weight);
            bytes.Write(weight);
        }

        return Proof.Digest.Of(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static AuditorCandidate Weighted(List<AuditorCandidate> candidates, ref HashStream stream)
    {
        var total = 0UL;
        foreach (var candidate in candidates) total += candidate.Weight;
        var at = stream.Below(total);
        foreach (var candidate in candidates)
        {
            if (at < candidate.Weight) return candidate;
            at -= candidate.Weight;
        }

        throw new InvalidOperationException("The draw lies beyond the weights.");
    }

    private static void WriteText(MemoryStream bytes, string text)
    {
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)Encoding.UTF8.GetByteCount(text)));
        bytes.Write(length);
        bytes.Write(Encoding.UTF8.GetBytes(text));
    }
}
