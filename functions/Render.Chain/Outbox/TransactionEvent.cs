namespace Render.Chain.Outbox;

/// <summary>What happens to a recorded transaction.</summary>
internal enum TransactionEvent
{
    /// <summary>A block holds it.</summary>
    Included,

    /// <summary>No block holds it any more: the chain was reorganised.</summary>
    Dropped,

    /// <summary>Its block is deep enough, and it succeeded.</summary>
    Confirmed,

    /// <summary>Its block is deep enough, and it failed.</summary>
    Refused,
}
