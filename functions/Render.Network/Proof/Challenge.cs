namespace Render.Network.Proof;

/// <summary>
/// What is audited of a receipt, drawn after it is final: seed = SHA-256(tag ‖ reveal ‖ creator's salt ‖ receipt digest), where the reveal is
/// the first in the ledger after the receipt. Everything below is a function of the seed.
/// </summary>
public static class Challenge
{
    /// <summary>One, in parts per million: every block is audited.</summary>
    public const int All = 1_000_000;

    /// <summary>The seed of all draws for a receipt.</summary>
    public static Digest Seed(Digest reveal, Digest creatorSalt, Digest receipt)
    {
        Span<byte> bytes = stackalloc byte[DomainTags.Size + 3 * Digest.Size];
        var writer = new FixedWriter(bytes);
        writer.Bytes(DomainTags.Challenge);
        writer.Digest(reveal);
        writer.Digest(creatorSalt);
        writer.Digest(receipt);
        writer.End();
        return Digest.Of(bytes);
    }

    /// <summary>
    /// How many blocks are drawn: ⌊rate · blocks⌋, one more with the probability of the fraction that is left over, and at least 1. So a task that has a
    /// block to draw is audited at exactly the rate in the mean, however small it is: rounding up would cost more than the rate says, rounding down find less.
    /// </summary>
    /// <param name="seed">The challenge's seed.</param>
    /// <param name="blocks">Blocks of the task, 1 or more.</param>
    /// <param name="ratePpm">The audit rate in parts per million, 0 to 1,000,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static int Count(Digest seed, int blocks, int ratePpm)
    {
        var (whole, left) = Split(blocks, ratePpm);
        return whole == 0 ? 1 : whole + (new HashStream(DomainTags.DrawCount, seed).Below(All) < (ulong)left ? 1 : 0);
    }

    /// <summary>The blocks that are drawn whatever the seed: max(1, ⌊rate · blocks⌋). What stands against cheating before the draw is reckoned by these.</summary>
    /// <param name="blocks">Blocks of the task, 1 or more.</param>
    /// <param name="ratePpm">The audit rate in parts per million, 0 to 1,000,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static int Least(int blocks, int ratePpm) => Math.Max(1, Split(blocks, ratePpm).Whole);

    /// <summary>The mean of <see cref="Count"/> over all seeds: rate · blocks, and at least 1.</summary>
    /// <param name="blocks">Blocks of the task, 1 or more.</param>
    /// <param name="ratePpm">The audit rate in parts per million, 0 to 1,000,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double Mean(int blocks, int ratePpm)
    {
        var (whole, left) = Split(blocks, ratePpm);
        return whole == 0 ? 1 : whole + ((double)left / All);
    }

    /// <summary>
    /// Draws <see cref="Count"/> distinct blocks, every set equally likely, and returns them ascending. The first k steps of a Fisher–Yates
    /// shuffle (Knuth, TAOCP 2, 3.4.2, algorithm P) over a sparse array, so that the cost follows k and not the blocks.
    /// </summary>
    public static int[] DrawBlocks(Digest seed, int blocks, int ratePpm)
    {
        var drawn = new int[Count(seed, blocks, ratePpm)];
        var moved = new Dictionary<int, int>(drawn.Length);
        var stream = new HashStream(DomainTags.DrawBlocks, seed);
        for (var i = 0; i < drawn.Length; i++)
        {
            var at = i + (int)stream.Below((ulong)(blocks - i));
            drawn[i] = moved.GetValueOrDefault(at, at);
            moved[at] = moved.GetValueOrDefault(i, i);
        }

        Array.Sort(drawn);
        return drawn;
    }

    /// <summary>The same with blocks that are disputed and audited in any case, ascending and distinct.</summary>
    public static int[] DrawBlocks(Digest seed, int blocks, int ratePpm, IReadOnlyCollection<int> disputed) =>
        disputed.Count == 0 ? DrawBlocks(seed, blocks, ratePpm) : [.. DrawBlocks(seed, blocks, ratePpm).Union(disputed).Order()];

    /// <summary>Whether the audit is repeated on the reference CPU whatever it says.</summary>
    /// <param name="seed">The challenge's seed.</param>
    /// <param name="ratePpm">The share of audits that is repeated, in parts per million; by default policy 10,000: one in a hundred.</param>
    public static bool IsRepeated(Digest seed, int ratePpm) => new HashStream(DomainTags.DrawRepeat, seed).Below(All) < (ulong)ratePpm;

    /// <summary>rate · blocks as a whole number and the millionths that are left.</summary>
    private static (int Whole, int Left) Split(int blocks, int ratePpm)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(ratePpm);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ratePpm, All);
        var (whole, left) = Math.DivRem((long)blocks * ratePpm, All);
        return ((int)whole, (int)left);
    }
}
