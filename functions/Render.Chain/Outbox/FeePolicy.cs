namespace Render.Chain.Outbox;

/// <summary>What is offered for gas, and when more. Pure.</summary>
/// <param name="LeastTip">The least tip, in wei per gas. Default 10⁹.</param>
/// <param name="Ceiling">Never more than this per gas, in wei. Default 500 · 10⁹.</param>
/// <param name="BumpAfter">How long an offer stands before a higher one replaces it. Default a minute.</param>
internal sealed record FeePolicy(UInt128 LeastTip, UInt128 Ceiling, TimeSpan BumpAfter)
{
    /// <summary>Nodes take a replacement from 10 % above; this is one eighth, rounded up.</summary>
    private const int BumpParts = 8;

    /// <summary>The defaults.</summary>
    public static FeePolicy Default { get; } = new(1_000_000_000, 500_000_000_000, TimeSpan.FromMinutes(1));

    /// <summary>The first offer: twice the base fee, which rises by an eighth a block at most, so that it holds for five full blocks, and the tip.</summary>
    /// <param name="baseFee">Of the latest block, in wei.</param>
    /// <param name="suggestedTip">By the node, in wei.</param>
    public Fees First(UInt128 baseFee, UInt128 suggestedTip)
    {
        var tip = UInt128.Min(UInt128.Max(LeastTip, suggestedTip), Ceiling);
        return new Fees(UInt128.Min(2 * baseFee + tip, Ceiling), tip);
    }

    /// <summary>What replaces an offer that was not taken: both fees an eighth higher, and no less than a first offer would be now; null at the ceiling, where the old one stands.</summary>
    public Fees? Next(Fees before, UInt128 baseFee, UInt128 suggestedTip)
    {
        var fresh = First(baseFee, suggestedTip);
        var next = new Fees(UInt128.Max(Above(before.Most), fresh.Most), UInt128.Max(Above(before.Tip), fresh.Tip));
        return next.Most <= Ceiling ? next : null;
    }

    private static UInt128 Above(UInt128 fee) => fee + (fee + BumpParts - 1) / BumpParts;
}
