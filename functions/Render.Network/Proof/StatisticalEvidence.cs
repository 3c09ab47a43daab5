namespace Render.Network.Proof;

/// <summary>
/// What a statistical comparison rests on: the six sums over all blocks, and of each of the six the one of the block where it stands out most. Small enough
/// for the ledger, and all that <see cref="Find"/> needs, so that anybody decides again without the results.
/// </summary>
/// <param name="Blocks">Blocks compared.</param>
/// <param name="Together">Means of red, green and blue, variance, rows and columns, over all blocks.</param>
/// <param name="Worst">The same six, each of its worst block.</param>
public sealed record StatisticalEvidence(int Blocks, IReadOnlyList<StatisticalSum> Together, IReadOnlyList<StatisticalSum> Worst)
{
    /// <summary>How many sums are tested.</summary>
    public const int Sums = 6;

    /// <summary>What stands out.</summary>
    /// <param name="falseAlarmPpm">α: at most so many in a million honest comparisons are found to differ, 1 to 1,000,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">α is out of its range.</exception>
    public StatisticalFinding Find(int falseAlarmPpm)
    {
        if (Blocks == 0) return StatisticalFinding.None;
        var (together, alone) = (StatisticalTest.Limit(Sums, falseAlarmPpm), StatisticalTest.Limit((long)Sums * Blocks, falseAlarmPpm));
        var found = StatisticalFinding.None;
        for (var i = 0; i < Sums; i++)
        {
            if (Excess(i, Together[i]) >= together) found |= Named(i, Together[i]);
            if (Excess(i, Worst[i]) >= alone) found |= Named(i, Worst[i]);
        }

        return found;
    }

    /// <summary>Whether it can be what a comparison of so many blocks gives: six sums each, finite, and no square negative.</summary>
    public bool IsWellFormed(int blocks) =>
        Blocks == blocks && Together.Count == Sums && Worst.Count == Sums
        && Together.Concat(Worst).All(static sum => double.IsFinite(sum.Sum) && double.IsFinite(sum.Squares) && sum.Squares >= 0);

    private static StatisticalFinding Named(int index, in StatisticalSum sum) => index switch
    {
        < 3 => StatisticalFinding.Means,
        3 => sum.Sum < 0 ? StatisticalFinding.TooSmooth : StatisticalFinding.TooNoisy,
        _ => StatisticalFinding.Correlation,
    };

    /// <summary>S² / V². What keeps neighbours' errors apart is no fault: correlation counts where it is positive.</summary>
    internal static double Excess(int index, in StatisticalSum sum) => sum.Squares > 0 && (index <= 3 || sum.Sum > 0) ? sum.Sum * sum.Sum / sum.Squares : 0;
}

/// <summary>A <see cref="SignedSum"/> as it is recorded.</summary>
/// <param name="Sum">Σ x.</param>
/// <param name="Squares">Σ x².</param>
public readonly record struct StatisticalSum(double Sum, double Squares);
