namespace Render.Network.Economics;

/// <summary>
/// How much may be minted in each epoch: stated periods one after the other, then the last period's amount, damped once a year. It is never
/// a function of the burn.
/// </summary>
/// <param name="Periods">The stated periods from epoch 0 on; at least one.</param>
/// <param name="EpochsPerYear">After the last period the emission falls each time so many epochs have passed; 1 or more.</param>
/// <param name="DampingPpm">By what it is multiplied then, in parts per million, 0 to 1,000,000.</param>
public sealed record EmissionSchedule(IReadOnlyList<EmissionPeriod> Periods, int EpochsPerYear, int DampingPpm)
{
    /// <summary>
    /// The part of the Render Network's emission that goes to node operators, in epochs of 7 days: 43,758 a week in year 1 (9,126,804 in all,
    /// of which operators get 190,142 of 760,567 a month: RNP-006; the weekly figure is the Render Network's announcement that emissions are
    /// live, of December 2023), 20,700 a week in year 2 (RNP-018), then damped by 0.945 a year (RNP-001, Growth).
    /// https://github.com/rendernetwork/RNPs
    /// </summary>
    public static EmissionSchedule RenderNetwork { get; } =
        new([new(52, Tokens.FromWhole(43_758)), new(52, Tokens.FromWhole(20_700))], 52, 945_000);

    /// <summary>The emission of an epoch.</summary>
    /// <param name="epoch">The epoch's number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public Tokens At(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        foreach (var period in Periods)
        {
            if (epoch < period.Epochs) return period.PerEpoch;
            epoch -= period.Epochs;
        }

        var emission = Periods[^1].PerEpoch;
        for (var years = epoch / EpochsPerYear + 1; years > 0 && !emission.IsZero && DampingPpm < 1_000_000; years--)
            emission = emission.MultiplyDivide((UInt128)DampingPpm, 1_000_000);
        return emission;
    }
}
