using System.Text.Json.Serialization;
using Render.Network.Economics;

namespace Render.Network.Governance.Replay;

/// <summary>Somebody whom a proposal touches. What they have is free, in escrow, as bond or as stake; test tokens that a local network granted, and what they deposited and withdrew, are left out.</summary>
/// <param name="Account">Their account: <c>creator:anna</c>, <c>operator:ben</c>, <c>treasury</c>.</param>
/// <param name="Before">What the network brought them, in units of 10⁻¹⁸ token; below zero where they paid more than they got.</param>
/// <param name="After">What it would have brought them.</param>
public sealed record ReplayParty(
    string Account, [property: JsonConverter(typeof(Posting.JsonDelta))] Int128 Before, [property: JsonConverter(typeof(Posting.JsonDelta))] Int128 After)
{
    /// <summary>What they would have more.</summary>
    [JsonConverter(typeof(Posting.JsonDelta))]
    public Int128 Gain => After - Before;

    /// <summary>All parties of two books of the same acts, who gains most first, then by account.</summary>
    /// <param name="before">The books.</param>
    /// <param name="after">The rewritten books.</param>
    /// <param name="brought">What came to accounts from without, test tokens and deposits, less what was withdrawn: the same in both.</param>
    internal static IReadOnlyList<ReplayParty> Of(Books before, Books after, IReadOnlyDictionary<string, Int128> brought)
    {
        var (was, would) = (Wealth(before), Wealth(after));
        return [.. was.Keys.Union(would.Keys).Union(brought.Keys)
            .Select(account => new ReplayParty(account, was.GetValueOrDefault(account) - brought.GetValueOrDefault(account), would.GetValueOrDefault(account) - brought.GetValueOrDefault(account)))
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
