using Render.Network.Economics;

namespace Render.Network.Governance;

/// <summary>How tokens are minted.</summary>
/// <param name="EpochSeconds">Length of an epoch, 1 s to 366 days. Default 7 days.</param>
/// <param name="Schedule">How much each epoch may mint.</param>
/// <param name="CapPerWorkUnit">
/// The most that is minted for one accepted work unit. With the availability share on top never above what the price floor takes from a creator
/// for good (burn and treasury of the floor), or jobs bought from oneself would pay.
/// </param>
/// <param name="AvailabilityBp">Share of the schedule for staked nodes that answer wake-ups, in basis points, 0 to 5,000.</param>
/// <param name="RecycledFromEpoch">From this epoch on burned tokens may be minted again, 0 or more: the epoch in which the schedule counts as ended.</param>
/// <param name="RecycledPerEpoch">
/// The most of them in an epoch, at most a billion tokens. It is an amount and no share of the burn, so emission stays no function of it; never more than was
/// burned by the close of the epoch before and not minted again since, so the supply never passes what was granted and scheduled. Default zero: nothing is recycled.
/// RNP-001, “net emissions”.
/// </param>
public sealed record EmissionPolicy(
    int EpochSeconds, EmissionSchedule Schedule, Tokens CapPerWorkUnit, int AvailabilityBp, int RecycledFromEpoch = 0, Tokens RecycledPerEpoch = default)
{
    /// <summary>Epochs of 7 days, the published schedule, 0.0004 RNT a work unit, 10 % for availability.</summary>
    public static EmissionPolicy Default { get; } = new(7 * 24 * 3600, EmissionSchedule.RenderNetwork, Tokens.FromDecimal(0.0004m), 1_000);

    /// <summary>What an epoch may mint again.</summary>
    /// <param name="epoch">Its number.</param>
    /// <param name="stock">What was burned by the close of the epoch before and not minted again since.</param>
    public Tokens Recyclable(int epoch, Tokens stock) => epoch >= RecycledFromEpoch ? Tokens.Min(stock, RecycledPerEpoch) : Tokens.Zero;
}
