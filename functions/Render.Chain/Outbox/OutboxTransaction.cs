namespace Render.Chain.Outbox;

/// <summary>A transaction as it is on disk, from before it is first sent.</summary>
/// <param name="Key">What it does, once: a ledger entry's key and a step.</param>
/// <param name="Sender">Whose nonce it uses.</param>
/// <param name="Nonce">The sender's number for it; whatever was signed under it, the chain takes one.</param>
/// <param name="To">The contract or account it calls.</param>
/// <param name="Data">What it calls there, as 0x-hexadecimal.</param>
/// <param name="Value">What it pays in the chain's own coin, in wei.</param>
/// <param name="Gas">The most gas it may use.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Candidates">All that was ever signed for it, the newest last: the same call with other fees.</param>
/// <param name="Receipt">What became of it; null until a block holds it.</param>
/// <param name="Failure">Why its contract refused it; null where it did not.</param>
internal sealed record OutboxTransaction(
    string Key,
    string Sender,
    long Nonce,
    string To,
    string Data,
    UInt128 Value,
    long Gas,
    TransactionState State,
    IReadOnlyList<Candidate> Candidates,
    MinedReceipt? Receipt = null,
    string? Failure = null)
{
    /// <summary>After an event.</summary>
    /// <exception cref="IllegalTransactionException">That cannot happen to it.</exception>
    public OutboxTransaction After(TransactionEvent happened, MinedReceipt? receipt, string? failure = null) =>
        this with { State = TransactionTransitions.Next(Key, State, happened), Receipt = receipt, Failure = failure };
}

/// <summary>A signed transaction.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="Raw">Its bytes, as 0x-hexadecimal: sending them again is sending the same.</param>
/// <param name="Fees">What it offers.</param>
/// <param name="SignedUnixMs">When.</param>
internal sealed record Candidate(string Hash, string Raw, Fees Fees, long SignedUnixMs);

/// <summary>Where a transaction was mined, and what it cost.</summary>
/// <param name="Hash">The candidate that the chain took.</param>
/// <param name="BlockNumber">The block's height.</param>
/// <param name="BlockHash">The block.</param>
/// <param name="GasUsed">Gas.</param>
/// <param name="GasPrice">Paid per gas, in wei.</param>
internal sealed record MinedReceipt(string Hash, long BlockNumber, string BlockHash, long GasUsed, UInt128 GasPrice);
