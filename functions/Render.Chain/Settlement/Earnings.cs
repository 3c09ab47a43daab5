using Render.Chain.Claims;
using Render.Chain.Keys;
using Render.Network.Economics;
using Render.Network.Jobs;

namespace Render.Chain.Settlement;

/// <summary>What operators have earned in all, up to an entry of the book.</summary>
internal sealed class Earnings
{
    private readonly SortedDictionary<OperatorId, UInt128> _earned = [];

    /// <summary>Each operator's cumulative amount; nobody with nothing.</summary>
    public IReadOnlyDictionary<OperatorId, UInt128> Operators => _earned;

    /// <summary>Adds payouts.</summary>
    public void Add(IEnumerable<NodePayout> payouts)
    {
        foreach (var payout in payouts.Where(payout => !payout.Amount.IsZero))
            _earned[payout.Operator] = checked(_earned.GetValueOrDefault(payout.Operator) + payout.Amount.Units);
    }

    /// <summary>The tree that operators claim by in a contract.</summary>
    public ClaimTree Tree(long chainId, string contract, Wallets wallets) =>
        new(chainId, contract, _earned.Select(line => KeyValuePair.Create(wallets.AddressOf(Accounts.Operator(line.Key)), line.Value)));
}
