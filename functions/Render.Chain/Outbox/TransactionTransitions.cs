namespace Render.Chain.Outbox;

/// <summary>The one table of what may follow what.</summary>
internal static class TransactionTransitions
{
    /// <summary>The state after an event.</summary>
    /// <exception cref="IllegalTransactionException">That cannot happen to it.</exception>
    public static TransactionState Next(string key, TransactionState from, TransactionEvent happened) => (from, happened) switch
    {
        (TransactionState.Signed, TransactionEvent.Included) => TransactionState.Mined,
        // A reorganisation put it into another block.
        (TransactionState.Mined, TransactionEvent.Included) => TransactionState.Mined,
        (TransactionState.Mined, TransactionEvent.Dropped) => TransactionState.Signed,
        (TransactionState.Mined, TransactionEvent.Confirmed) => TransactionState.Final,
        (TransactionState.Mined, TransactionEvent.Refused) => TransactionState.Reverted,
        _ => throw new IllegalTransactionException(key, from, happened),
    };
}

/// <summary>Something happened to a transaction that cannot happen to it: a bug.</summary>
internal sealed class IllegalTransactionException(string key, TransactionState from, TransactionEvent happened)
    : Exception($"Transaction '{key}' is {from}: {happened} cannot follow.");
