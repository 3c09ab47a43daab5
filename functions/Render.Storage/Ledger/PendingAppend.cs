using Render.Network.Economics;

namespace Render.Storage.Ledger;

/// <summary>A draft that waits for its block, and what became of it.</summary>
/// <param name="draft">The draft.</param>
internal sealed class PendingAppend(LedgerDraft draft)
{
    private readonly TaskCompletionSource<LedgerEntry> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The draft.</summary>
    public LedgerDraft Draft { get; } = draft;

    /// <summary>The entry, once its block is stored.</summary>
    public Task<LedgerEntry> Done => _done.Task;

    /// <summary>What it comes to if the block is stored: an entry, or a refusal that rests on the entries before it.</summary>
    public (LedgerEntry? Entry, Exception? Refusal) Outcome { get; set; }

    /// <summary>The block is stored.</summary>
    public void Complete()
    {
        if (Outcome.Refusal is { } refusal)
            _done.SetException(refusal);
        else
            _done.SetResult(Outcome.Entry!);
    }

    /// <summary>The block is not stored.</summary>
    public void Fail(Exception error) => _done.SetException(error);
}
