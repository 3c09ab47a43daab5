using Render.Network.Economics.Payloads;

namespace Render.Network.Economics;

/// <summary>A job as the ledger has it.</summary>
public sealed class JobBook
{
    private readonly List<VerdictRecorded> _verdicts = [];

    internal JobBook(EscrowLocked order)
    {
        Order = order;
        Cap = order.Cap;
    }

    /// <summary>The funded order.</summary>
    public EscrowLocked Order { get; }

    /// <summary>All that was locked: the order's cap and its top-ups.</summary>
    public Tokens Cap { get; private set; }

    /// <summary>The job's verdicts, in ledger order.</summary>
    public IReadOnlyList<VerdictRecorded> Verdicts => _verdicts;

    /// <summary>Whether the job was settled or refunded.</summary>
    public bool Closed { get; private set; }

    /// <summary>How it was settled; null before, and where it was refunded.</summary>
    public Settlement? Settlement { get; private set; }

    internal void Add(VerdictRecorded verdict) => _verdicts.Add(verdict);

    internal void TopUp(Tokens amount) => Cap += amount;

    internal void Close(Settlement? settlement) => (Closed, Settlement) = (true, settlement);
}
