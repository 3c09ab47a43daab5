namespace Render.Network.Proof;

/// <summary>
/// Tells whether two renderings of a task by different samples are such as honest engines give, for engines whose bytes differ from machine to machine.
/// Six sums are tested over all blocks together, and each block's six alone: a forgery may be everywhere and faint, or in one place and plain. All tests
/// together raise a false alarm with probability α at most (Bonferroni: half of α for the six, half for the blocks), whatever the picture and however
/// heavy the tails, since nothing is assumed of the noise but that it is the same on both sides.
/// </summary>
/// <remarks>
/// It convicts nobody: it only asks for another replica. It cannot see a copy (nothing differs), which hiding commitments prevent, nor noise that was
/// added to a denoised picture in the right amount. Decisions are the same on every machine: IEEE operations in one order, no transcendental ones.
/// </remarks>
public sealed class StatisticalTest
{
    private const int Sums = 6;

    private readonly SignedSum[] _all = new SignedSum[Sums];
    private readonly SignedSum[] _worst = new SignedSum[Sums];

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

    /// <summary>What stands out.</summary>
    /// <param name="falseAlarmPpm">α: at most so many in a million honest comparisons are found to differ, 1 to 1,000,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">α is out of its range.</exception>
    public StatisticalFinding Find(int falseAlarmPpm)
    {
        if (Blocks == 0) return StatisticalFinding.None;
        var (together, alone) = (Limit(Sums, falseAlarmPpm), Limit((long)Sums * Blocks, falseAlarmPpm));
        var found = StatisticalFinding.None;
        for (var i = 0; i < Sums; i++)
        {
            if (Excess(i, _all[i]) >= together) found |= Named(i, _all[i]);
            if (Excess(i, _worst[i]) >= alone) found |= Named(i, _worst[i]);
        }

        return found;
    }

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

    private static StatisticalFinding Named(int index, in SignedSum sum) => index switch
    {
        < 3 => StatisticalFinding.Means,
        3 => sum.Sum < 0 ? StatisticalFinding.TooSmooth : StatisticalFinding.TooNoisy,
        _ => StatisticalFinding.Correlation,
    };

    // What keeps neighbours' errors apart is no fault.
    private static double Excess(int index, in SignedSum sum) => index > 3 ? sum.PositiveExcess : sum.Excess;

    private void Add(int index, in SignedSum sum)
    {
        _all[index].Add(sum);
        if (Excess(index, sum) > Excess(index, _worst[index])) _worst[index] = sum;
    }
}
