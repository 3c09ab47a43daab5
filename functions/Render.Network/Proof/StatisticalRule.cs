using Render.Network.Jobs;

namespace Render.Network.Proof;

/// <summary>
/// What follows from comparing the sample ranges of a tile, of which each is the others' replica. Pure, and never a conviction: who stands alone is not paid
/// for the task, by the penalty table of <see cref="Reputation.Fault.Diverged"/>, which can cost no stake.
/// </summary>
public static class StatisticalRule
{
    /// <summary>Compares two results of a tile.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    /// <param name="blocks">The blocks that are compared; null: all.</param>
    /// <exception cref="ArgumentException">They are not of one region and frame, have different numbers of samples, share samples, or are not aligned powers of two.</exception>
    public static StatisticalEvidence Compare(ResultFile a, ResultFile b, IReadOnlyList<int>? blocks = null)
    {
        if (WhyNot(a.Header, b.Header) is { } why) throw new ArgumentException(why, nameof(b));
        var (region, test) = (a.Header.Region, new StatisticalTest());
        foreach (var block in blocks ?? [.. Enumerable.Range(0, a.Blocks)])
        {
            var width = Math.Min(PixelRegion.BlockSize, region.Width - block % region.BlockColumns * PixelRegion.BlockSize);
            test.Add(StatisticalBlock.Of(a.Block(block).Sums, b.Block(block).Sums, width));
        }

        return test.ToEvidence();
    }

    /// <summary>Why two results cannot be compared; null where they can.</summary>
    public static string? WhyNot(ResultHeader a, ResultHeader b)
    {
        if (a.Region != b.Region || a.Frame != b.Frame) return "The results are not of one region and frame.";
        if (a.Samples.Count != b.Samples.Count) return "The results have different numbers of samples: their noise cannot be exchanged.";
        if (Math.Max(a.Samples.Start, b.Samples.Start) - Math.Min(a.Samples.Start, b.Samples.Start) < a.Samples.Count)
            return "The results share samples: they would agree by that alone.";
        // A sampler that stratifies gives ranges one law only where each is a whole stratum of its sequence.
        return int.IsPow2(a.Samples.Count) && a.Samples.Start % a.Samples.Count == 0 && b.Samples.Start % b.Samples.Count == 0
            ? null
            : "The ranges are not aligned powers of two: their noise follows different laws.";
    }

    /// <summary>
    /// Whether the reference CPU renders the whole tile with samples of its own: the beacon drew it, two ranges differ, or a range has no other to be compared
    /// with, since its job ended early. Two ranges that differ do not say which of them is wrong, and a majority of more could be had with identities.
    /// Where nothing calls for that, it renders the few blocks that the beacon draws: two nodes that deliver the same nothing agree with each other.
    /// </summary>
    /// <param name="ranges">Ranges that are there.</param>
    /// <param name="drawn">Whether the beacon drew the tile; see <see cref="Challenge.IsRepeated"/>.</param>
    /// <param name="found">What the ranges' comparisons with each other found.</param>
    public static bool NeedsReference(int ranges, bool drawn, IEnumerable<StatisticalFinding> found) =>
        drawn || ranges < 2 || found.Any(static finding => finding != StatisticalFinding.None);

    /// <summary>The samples that the reference CPU renders: as many as a range has, beyond all of the job's.</summary>
    /// <param name="range">A range of the tile.</param>
    /// <param name="samples">Samples of each pixel in the whole job.</param>
    public static SampleRange ReferenceSamples(SampleRange range, int samples) => new(samples, range.Count);

    /// <summary>
    /// Whether a range claims more rays than the reference CPU's count of the same blocks with other samples leaves to chance: a quarter more, and 8 times the
    /// count's square root. An engine may count a little otherwise; a sum over n paths whose lengths deviate by their mean is off by its n-th root.
    /// </summary>
    /// <param name="claimed">The range's rays in those blocks.</param>
    /// <param name="counted">The reference CPU's.</param>
    public static bool Inflates(ulong claimed, ulong counted)
    {
        var most = (UInt128)counted + (counted / 4);
        return claimed > most && (claimed - most) * (claimed - most) > (UInt128)counted * 64;
    }

    /// <summary>
    /// The rays of an accepted range that are paid. Rays that an inexact engine counts cannot be proven, but each range of a tile takes as many in the mean, so
    /// none is paid for more than was counted beside it: the reference CPU's count where it was asked, else the least that any range claims.
    /// Who claims more gains nothing; who claims less takes as much from the other range as from itself.
    /// </summary>
    /// <param name="claimed">The receipt's rays.</param>
    /// <param name="others">What the ranges that it was compared with claim.</param>
    /// <param name="reference">The reference CPU's count; null where it was not asked.</param>
    public static ulong PaidRays(ulong claimed, IEnumerable<ulong> others, ulong? reference) =>
        reference is { } counted ? Math.Min(claimed, counted) : others.Append(claimed).Min();
}
