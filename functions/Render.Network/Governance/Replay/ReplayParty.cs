using Render.Network.Economics;

namespace Render.Network.Governance.Replay;

/// <summary>Somebody whom a proposal touches.</summary>
/// <param name="Account">Their account: <c>creator:anna</c>, <c>operator:ben</c>, <c>treasury</c>.</param>
/// <param name="Before">All they have, in units of 10⁻¹⁸ token: free, in escrow, as bond or as stake.</param>
/// <param name="After">All they would have; below zero where they could not have paid for what they ordered.</param>
public sealed record ReplayParty(string Account, Int128 Before, Int128 After)
{
    /// <summary>What they would have more.</summary>
    public Int128 Gain => After - Before;

    /// <summary>All parties of two books of the same acts, who gains most first, then by account.</summary>
    internal static IReadOnlyList<ReplayParty> Of(Books before, Books after)
    {
        var (was, would) = (Wealth(before), Wealth(after));
        return [.. was.Keys.Union(would.Keys)
            .Select(account => new ReplayParty(account, was.GetValueOrDefault(account), would.GetValueOrDefault(account)))
            .OrderByDescending(party => party.Gain).ThenBy(party => party.Account, StringComparer.Ordinal)];
    }

    private static Dictionary<string, Int128> Wealth(Books books)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (job, book) in books.Jobs) owners[Accounts.Escrow(job)] = Accounts.Creator(book.Order.Creator);
        foreach (var (receipt, dispute) in books.Disputes) owners[Accounts.Bond(receipt)] = Accounts.Creator(dispute.Opened.Creator);
        foreach (var (node, owner) in books.Stakers) owners[Accounts.Stake(node)] = Accounts.Operator(owner);
        var wealth = new Dictionary<string, Int128>(StringComparer.Ordinal);
        foreach (var (account, balance) in books.Balances)
        {
            if (account == Accounts.Burned || Accounts.IsSource(account)) continue;
            var owner = owners.GetValueOrDefault(account, account);
            wealth[owner] = wealth.GetValueOrDefault(owner) + balance;
        }

        return wealth;
    }
}
