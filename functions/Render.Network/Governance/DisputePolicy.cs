using Render.Network.Economics;

namespace Render.Network.Governance;

/// <summary>How disputes are held.</summary>
/// <param name="WindowSeconds">How long after its verdict a result can be disputed, 60 s to 366 days. Default 7 days.</param>
/// <param name="Bond">What whoever disputes locks, above zero.</param>
/// <param name="Arbiters">Size of the panel, odd, 3 to 15. Default 5.</param>
/// <param name="CommitSeconds">How long arbiters have to commit, 5 to 86,400 s. Default 600.</param>
/// <param name="RevealSeconds">How long arbiters have to reveal, 5 to 86,400 s. Default 600.</param>
/// <param name="WinnerPpm">Share of what the losers pay that the winner gets, in millionths. Default 500,000.</param>
/// <param name="ArbitersPpm">Share that the arbiters of the majority get, equally, in millionths; the rest is burned. Default 400,000.</param>
public sealed record DisputePolicy(
    int WindowSeconds, Tokens Bond, int Arbiters, int CommitSeconds, int RevealSeconds, int WinnerPpm, int ArbitersPpm)
{
    /// <summary>The defaults; a bond of 10 tokens.</summary>
    public static DisputePolicy Default { get; } = new(7 * 24 * 3600, Tokens.FromWhole(10), 5, 600, 600, 500_000, 400_000);
}
