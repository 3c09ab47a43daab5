using Render.Chain.Evm;

namespace Render.Chain.Outbox;

/// <summary>What to do next with a recorded transaction, by what the chain shows. Pure.</summary>
internal static class OutboxDecision
{
    /// <summary>Decides.</summary>
    /// <param name="transaction">The record.</param>
    /// <param name="sight">What the chain shows.</param>
    /// <param name="confirmations">How deep its block must be, from 1: the block itself.</param>
    /// <param name="bumpAfter">How long an offer stands.</param>
    /// <param name="nowUnixMs">Now.</param>
    public static OutboxStep Next(OutboxTransaction transaction, OutboxSight sight, int confirmations, TimeSpan bumpAfter, long nowUnixMs)
    {
        if (transaction.State is TransactionState.Final or TransactionState.Reverted)
            return OutboxStep.Done;
        if (sight.Receipt is { } receipt)
            return transaction.Receipt?.BlockHash != receipt.BlockHash || transaction.Receipt.Hash != receipt.Hash ? OutboxStep.RecordInclusion
                : sight.Head - receipt.BlockNumber + 1 >= confirmations ? OutboxStep.Confirm
                : OutboxStep.Wait;
        if (transaction.State == TransactionState.Mined)
            return OutboxStep.RecordDrop;
        // Its nonce is used, and by nothing that was signed here.
        if (sight.Count > transaction.Nonce)
            return OutboxStep.NonceTaken;
        // One before it is not mined: no fee of its own helps.
        if (sight.Count < transaction.Nonce)
            return OutboxStep.SendPredecessor;
        return nowUnixMs - transaction.Candidates[^1].SignedUnixMs >= bumpAfter.TotalMilliseconds ? OutboxStep.Replace : OutboxStep.Send;
    }
}

/// <summary>What the chain shows of a transaction.</summary>
/// <param name="Head">The height of the latest block.</param>
/// <param name="Count">How many transactions of the sender are mined, read before the receipt.</param>
/// <param name="Receipt">Of whichever candidate a block of the chain holds; null: none is.</param>
internal sealed record OutboxSight(long Head, long Count, EvmReceipt? Receipt);

/// <summary>What to do.</summary>
internal enum OutboxStep
{
    /// <summary>Nothing more: it is final.</summary>
    Done,

    /// <summary>Nothing now: its block gets deeper.</summary>
    Wait,

    /// <summary>Send its newest candidate, again if need be.</summary>
    Send,

    /// <summary>Send what has the sender's lowest nonce that is not mined.</summary>
    SendPredecessor,

    /// <summary>Sign a higher offer under the same nonce.</summary>
    Replace,

    /// <summary>Note the block that holds it.</summary>
    RecordInclusion,

    /// <summary>Note that none holds it any more.</summary>
    RecordDrop,

    /// <summary>Note that it is final.</summary>
    Confirm,

    /// <summary>Somebody else uses the key.</summary>
    NonceTaken,
}
