using Render.Chain.Outbox;

namespace Render.Chain.Tests.Outbox;

public class TransactionTransitionsTests
{
    private static readonly HashSet<(TransactionState From, TransactionEvent Happened, TransactionState To)> Legal =
    [
        (TransactionState.Signed, TransactionEvent.Included, TransactionState.Mined),
        (TransactionState.Mined, TransactionEvent.Included, TransactionState.Mined),
        (TransactionState.Mined, TransactionEvent.Dropped, TransactionState.Signed),
        (TransactionState.Mined, TransactionEvent.Confirmed, TransactionState.Final),
        (TransactionState.Mined, TransactionEvent.Refused, TransactionState.Reverted),
    ];

    [Fact]
    public void Next_EveryPair_IsTheTablesOrThrows()
    {
        foreach (var from in Enum.GetValues<TransactionState>())
            foreach (var happened in Enum.GetValues<TransactionEvent>())
                if (Legal.FirstOrDefault(move => move.From == from && move.Happened == happened) is { } move && Legal.Contains(move))
                    Assert.Equal(move.To, TransactionTransitions.Next("k", from, happened));
                else
                    Assert.Throws<IllegalTransactionException>(() => TransactionTransitions.Next("k", from, happened));
    }
}
