namespace Render.Network.Reputation;

/// <summary>Evidence of one kind about a node: what the sums of <see cref="Evidence"/> consist of. At most one of a kind is kept, in the kinds' order.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Count">How often it ever happened, 1 or more.</param>
/// <param name="Amount">What it weighs at <paramref name="LastUnixMs"/>, faded by then.</param>
/// <param name="LastUnixMs">When it happened last.</param>
public readonly record struct KindEvidence(EvidenceKind Kind, int Count, double Amount, long LastUnixMs)
{
    private const double DayMs = 24 * 3600 * 1000.0;

    /// <summary>Whether a kind speaks for a node.</summary>
    public static bool IsGood(EvidenceKind kind) => kind >= EvidenceKind.Accepted;

    /// <summary>What it weighs at a later instant.</summary>
    public double At(long timeUnixMs, int halfLifeDays) =>
        timeUnixMs <= LastUnixMs ? Amount : Amount * HalfLife.Factor((timeUnixMs - LastUnixMs) / (DayMs * halfLifeDays));

    /// <summary>The list without some of a kind that should not have counted; without the kind where none is left.</summary>
    /// <param name="kinds">The list; not changed.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="count">How many.</param>
    /// <param name="weight">What they weigh now, together.</param>
    /// <param name="timeUnixMs">Now.</param>
    /// <param name="halfLifeDays">After so many days evidence counts half.</param>
    public static IReadOnlyList<KindEvidence> Without(IReadOnlyList<KindEvidence> kinds, EvidenceKind kind, int count, double weight, long timeUnixMs, int halfLifeDays) =>
    [
        .. kinds.Select(held => held.Kind != kind ? held : new KindEvidence(
                kind, held.Count - count, Math.Max(0, held.At(timeUnixMs, halfLifeDays) - weight), Math.Max(timeUnixMs, held.LastUnixMs)))
            .Where(held => held.Count > 0),
    ];

    /// <summary>The list with one more of a kind.</summary>
    /// <param name="kinds">The list, in the kinds' order; not changed.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="weight">What it weighs now.</param>
    /// <param name="timeUnixMs">Now; an earlier instant than the last counts as that.</param>
    /// <param name="halfLifeDays">After so many days evidence counts half.</param>
    public static IReadOnlyList<KindEvidence> With(IReadOnlyList<KindEvidence> kinds, EvidenceKind kind, double weight, long timeUnixMs, int halfLifeDays)
    {
        var next = new List<KindEvidence>(kinds.Count + 1);
        var added = false;
        foreach (var held in kinds)
        {
            if (!added && held.Kind > kind)
            {
                next.Add(new KindEvidence(kind, 1, weight, timeUnixMs));
                added = true;
            }

            if (held.Kind != kind)
            {
                next.Add(held);
                continue;
            }

            next.Add(new KindEvidence(kind, checked(held.Count + 1), held.At(timeUnixMs, halfLifeDays) + weight, Math.Max(timeUnixMs, held.LastUnixMs)));
            added = true;
        }

        if (!added) next.Add(new KindEvidence(kind, 1, weight, timeUnixMs));
        return next;
    }
}
