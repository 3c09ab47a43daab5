namespace Render.Network.Messages;

/// <summary>A network's book and its chain side by side.</summary>
/// <param name="ChainId">The chain's number.</param>
/// <param name="Contracts">The contracts' addresses by name.</param>
/// <param name="Block">The height of the latest block.</param>
/// <param name="BlockTime">When that was, by the chain's clock.</param>
/// <param name="Entries">How many entries the book has.</param>
/// <param name="Followed">How many of them the chain has followed to the end.</param>
/// <param name="Lines">What can be compared.</param>
/// <param name="Transactions">Transactions of the network's keys.</param>
/// <param name="Gas">What they used.</param>
/// <param name="Trouble">Why the chain does not follow just now; null: it does.</param>
public sealed record ChainView(
    long ChainId,
    IReadOnlyDictionary<string, string> Contracts,
    long Block,
    DateTimeOffset BlockTime,
    long Entries,
    long Followed,
    IReadOnlyList<ChainLine> Lines,
    long Transactions,
    long Gas,
    string? Trouble)
{
    /// <summary>Whether the chain has followed the whole book.</summary>
    public bool IsCaughtUp => Followed >= Entries;

    /// <summary>Whether the chain has followed the whole book, and holds what the book says, to the unit.</summary>
    public bool IsEqual => IsCaughtUp && Lines.All(line => line.Book == line.Chain);
}

/// <summary>An amount on both sides, in units of 10⁻¹⁸ token.</summary>
/// <param name="What">What it is.</param>
/// <param name="Book">What the book says.</param>
/// <param name="Chain">What the chain says.</param>
public sealed record ChainLine(string What, string Book, string Chain);
