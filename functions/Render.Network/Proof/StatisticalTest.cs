namespace Render.Network.Proof;

/// <summary>
/// Tells whether two renderings of a task by different samples are such as honest engines give, for engines whose bytes differ from machine to machine.
/// Six sums are tested over all blocks together, and each block's six alone: a forgery may be everywhere and faint, or in one place and plain. All tests
/// together raise a false alarm with probability α at most (Bonferroni: half of α for the six, half for the blocks), whatever the picture and however
/// heavy the tails, since nothing is assumed of the noise but that it is the same on both sides.
/// </summary>
/// <remarks>
/// It convicts nobody: it only asks for the reference CPU. It cannot see a copy (nothing differs), which hiding commitments prevent, nor noise that was
/// added to a denoised picture in the right amount. Decisions are the same on every machine: IEEE operations in one order, no transcendental ones.
/// </remarks>
public sealed class StatisticalTest
{
    private readonly SignedSum[] _all = new SignedSum[StatisticalEvidence.Sums];
    private readonly SignedSum[] _worst = new SignedSum[StatisticalEvidence.Sums];

    /// <summary>Blocks compared.</summary>
    public int Blocks { get; private set; }

    /// <summary>Adds a block.</summary>
    public void Add(in StatisticalBlock block)
    {
        Blocks++;
        Add(0, block.Red);
        Add(1, block.Green);
        Add(2, block.Blue);
        Add(3, block.Variance);
        Add(4, block.Rows);
        Add(5, block.Columns);
    }

    /// <summary>What was found so far, as the ledger keeps it.</summary>
    public StatisticalEvidence ToEvidence() => new(Blocks, [.. _all.Select(Recorded)], [.. _worst.Select(Recorded)]);

    /// <summary>What stands out; see <see cref="StatisticalEvidence.Find"/>.</summary>
    public StatisticalFinding Find(int falseAlarmPpm) => ToEvidence().Find(falseAlarmPpm);

    /// <summary>
    /// The least integer k with 2·m·e^(−k/2) ≤ α/2, made a little larger so that no logarithm is needed: ln x ≤ bits(x)·ln 2, and 2·ln 2 &lt; 1.3863.
    /// </summary>
    /// <param name="tests">How many tests share half of α, 1 or more.</param>
    /// <param name="falseAlarmPpm">α in parts per million, 1 to 1,000,000.</param>
    public static int Limit(long tests, int falseAlarmPpm)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tests, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(falseAlarmPpm, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(falseAlarmPpm, 1_000_000);
        // ln x in steps of an eighth of a bit: bits(x⁸) / 8.
        var x = ((UInt128)4 * (UInt128)tests * 1_000_000 + (UInt128)falseAlarmPpm - 1) / (UInt128)falseAlarmPpm;
        var eighths = System.Numerics.BigInteger.Pow(x, 8).GetBitLength();
        return (int)((eighths * 13_863 + 79_999) / 80_000);
    }

    private static StatisticalSum Recorded(SignedSum sum) => new(sum.Sum, sum.Squares);

    private void Add(int index, in SignedSum sum)
    {
        _all[index].Add(sum);
        if (StatisticalEvidence.Excess(index, Recorded(sum)) > StatisticalEvidence.Excess(index, Recorded(_worst[index]))) _worst[index] = sum;
    }
}
