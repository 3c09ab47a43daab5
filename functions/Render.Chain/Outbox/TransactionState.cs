namespace Render.Chain.Outbox;

/// <summary>Where a recorded transaction stands.</summary>
internal enum TransactionState
{
    /// <summary>Its bytes are on disk; it may or may not have been sent.</summary>
    Signed,

    /// <summary>A block holds it, which is not deep enough yet.</summary>
    Mined,

    /// <summary>It did what it said, as deep in the chain as asked for.</summary>
    Final,

    /// <summary>It is as deep, and its contract refused it: it changed nothing.</summary>
    Reverted,
}
