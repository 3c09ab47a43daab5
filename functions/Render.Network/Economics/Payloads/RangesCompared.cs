using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Economics.Payloads;

/// <summary>
/// The sample ranges of a statistical job's tile are compared: what the verdicts on those rest on that have none yet. A tile is compared again where a range
/// stood alone and was rendered by another operator's node.
/// </summary>
/// <param name="Ranges">The receipts that are there, by sample.</param>
/// <param name="Pairs">Comparisons of each two of which one is judged, by the places of first and second.</param>
/// <param name="Reveal">Ledger sequence of the reveal that drew whether the reference CPU takes part: the first after the last judged receipt.</param>
/// <param name="Drawn">Whether it drew the whole tile.</param>
/// <param name="Spot">The reference CPU's part on the blocks that the beacon draws of every tile; null where the whole tile was called for without it.</param>
/// <param name="Reference">The reference CPU's part on the whole tile; null where nothing called for it.</param>
public sealed record RangesCompared(
    IReadOnlyList<ComparedRange> Ranges, IReadOnlyList<RangePair> Pairs, long Reveal, bool Drawn, RangeReference? Spot, RangeReference? Reference) : LedgerPayload
{
    /// <summary>Who is judged, by place.</summary>
    public IEnumerable<int> Judged() => Enumerable.Range(0, Ranges.Count).Where(place => Ranges[place].Judged);

    /// <summary>The last judged receipt in the ledger: it seeds the draw.</summary>
    /// <param name="sequenceOf">Where a receipt is in the ledger.</param>
    public Digest Last(Func<Digest, long> sequenceOf) => Judged().Select(place => Ranges[place].Receipt).MaxBy(sequenceOf);

    /// <summary>Whether the reference CPU renders drawn blocks first: nothing calls for the whole tile yet.</summary>
    public bool NeedsSpot(StatisticalPolicy policy) => !StatisticalRule.NeedsReference(Ranges.Count, Drawn, Pairs.Select(pair => pair.Evidence.Find(policy.FalseAlarmPpm)));

    /// <summary>Whether the reference CPU renders the whole tile: something called for that at once, or a range differs from it in the drawn blocks.</summary>
    public bool NeedsReference(StatisticalPolicy policy) =>
        Spot is { } spot ? spot.Find(policy).Any(static found => found != StatisticalFinding.None) : !NeedsSpot(policy);

    /// <summary>The places of the pairs that must be compared.</summary>
    public static IEnumerable<(int First, int Second)> PairsOf(IReadOnlyList<ComparedRange> ranges) =>
        from first in Enumerable.Range(0, ranges.Count)
        from second in Enumerable.Range(first + 1, ranges.Count - first - 1)
        where ranges[first].Judged || ranges[second].Judged
        select (first, second);

    /// <summary>What a judged range differs in from the reference CPU's whole tile, or from nothing where that was not asked.</summary>
    public StatisticalFinding Finding(int place, StatisticalPolicy policy) =>
        Reference?.Find(policy).Zip(Judged()).Where(pair => pair.Second == place).Select(pair => pair.First).SingleOrDefault() ?? StatisticalFinding.None;

    /// <summary>SHA-256(tag ‖ canonical JSON): the evidence that its verdicts name.</summary>
    public Digest Digest()
    {
        var json = PayloadJson.Write(this);
        var bytes = new byte[DomainTags.Size + json.Length];
        DomainTags.Evidence.CopyTo(bytes);
        json.CopyTo(bytes.AsSpan(DomainTags.Size));
        return Proof.Digest.Of(bytes);
    }

    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.RangesCompared;

    /// <inheritdoc/>
    public override string Key() => KeyOf([.. Ranges.Select(range => range.Receipt)]);

    /// <summary>The key of a comparison of these receipts, by sample.</summary>
    public static string KeyOf(IReadOnlyList<Digest> receipts)
    {
        var bytes = new byte[receipts.Count * Proof.Digest.Size];
        for (var i = 0; i < receipts.Count; i++) receipts[i].CopyTo(bytes.AsSpan(i * Proof.Digest.Size));
        return $"ranges/{Proof.Digest.Of(bytes)}";
    }

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [];
}

/// <summary>A range that is there.</summary>
/// <param name="Task">The task.</param>
/// <param name="Receipt">Its receipt's digest.</param>
/// <param name="Judged">Whether it waits for a verdict; else it was accepted before.</param>
public sealed record ComparedRange(TaskId Task, Digest Receipt, bool Judged);

/// <summary>Two ranges against each other.</summary>
/// <param name="First">Place of the first.</param>
/// <param name="Second">Place of the second, greater.</param>
/// <param name="Evidence">What their comparison gave.</param>
public sealed record RangePair(int First, int Second, StatisticalEvidence Evidence);

/// <summary>The reference CPU's part in a comparison.</summary>
/// <param name="Result">
/// Digest of its result file of the tile, which anybody with the scene can make again; its samples are <see cref="StatisticalRule.ReferenceSamples"/>, and
/// blocks that it did not render are zero.
/// </param>
/// <param name="Rays">Rays that it counted.</param>
/// <param name="Claimed">Rays that each judged range, by place, claims in the blocks that it rendered.</param>
/// <param name="Comparisons">Each judged range, by place, against it.</param>
public sealed record RangeReference(Digest Result, ulong Rays, IReadOnlyList<ulong> Claimed, IReadOnlyList<StatisticalEvidence> Comparisons)
{
    /// <summary>What each judged range, by place, differs in.</summary>
    public IEnumerable<StatisticalFinding> Find(StatisticalPolicy policy) => Comparisons.Zip(
        Claimed, (evidence, claimed) => evidence.Find(policy.FalseAlarmPpm) | (StatisticalRule.Inflates(claimed, Rays) ? StatisticalFinding.Rays : StatisticalFinding.None));
}
