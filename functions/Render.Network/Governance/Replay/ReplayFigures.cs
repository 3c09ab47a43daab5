using Render.Network.Economics;
using Render.Network.Economics.Payloads;

namespace Render.Network.Governance.Replay;

/// <summary>What an epoch came to.</summary>
/// <param name="Charged">What creators paid for accepted work.</param>
/// <param name="Burned">What was destroyed of charges, stakes and bonds.</param>
/// <param name="Treasury">What the network kept.</param>
/// <param name="Operators">What operators were paid for work.</param>
/// <param name="Minted">What operators were paid by emission.</param>
/// <param name="Forfeited">Stakes and bonds that were lost, to whomever.</param>
public readonly record struct ReplayFigures(Tokens Charged, Tokens Burned, Tokens Treasury, Tokens Operators, Tokens Minted, Tokens Forfeited)
{
    /// <summary>The figures of two parts together.</summary>
    public static ReplayFigures operator +(ReplayFigures left, ReplayFigures right) => new(
        left.Charged + right.Charged, left.Burned + right.Burned, left.Treasury + right.Treasury, left.Operators + right.Operators, left.Minted + right.Minted,
        left.Forfeited + right.Forfeited);

    /// <summary>What one entry comes to.</summary>
    internal static ReplayFigures Of(LedgerPayload payload) => payload switch
    {
        JobSettled { Result: var r } => new(r.Charge, r.Burn, r.Treasury, r.Operators, Tokens.Zero, Tokens.Zero),
        EpochClosed closed => new ReplayFigures() with { Minted = closed.Result.Minted },
        Slashed slash => new ReplayFigures() with { Burned = slash.Amount, Forfeited = slash.Amount },
        DisputeDecided { Result: var r } => new ReplayFigures() with { Burned = r.Burned, Forfeited = Tokens.Sum(r.Paid.Select(p => p.Amount)) },
        _ => default,
    };
}
