using Render.Network.Jobs;

namespace Render.Network.Messages;

/// <summary>A node gives a lease back without a result; the request's signature makes it evidence.</summary>
/// <param name="Task">The task.</param>
/// <param name="LeaseId">The lease.</param>
/// <param name="Fencing">The lease's fencing token.</param>
/// <param name="Code">Why.</param>
/// <param name="Message">In words, ≤ 2,000 characters.</param>
public sealed record FailLease(TaskId Task, LeaseId LeaseId, long Fencing, LeaseFailure Code, string Message);

/// <summary>Why a node gives a lease back.</summary>
public enum LeaseFailure
{
    /// <summary>The node stops; nobody's fault, the task is open again at once and may come back to this node.</summary>
    Released,

    /// <summary>The scene cannot be loaded: broken, unsupported, or over a limit other than memory.</summary>
    CannotLoad,

    /// <summary>The scene needs more memory than this node gives.</summary>
    OutOfMemory,

    /// <summary>A file did not arrive or its bytes do not match its digest, after retries.</summary>
    CannotFetch,

    /// <summary>The task took longer than its wall-time limit.</summary>
    TooSlow,

    /// <summary>The assignment contradicts itself (a digest does not match what it names).</summary>
    BadAssignment,

    /// <summary>The engine failed.</summary>
    EngineError,

    /// <summary>The node's process ended over the task, twice: it found it under way when it was started again.</summary>
    Crashed,
}

/// <summary>The lease is ended.</summary>
/// <param name="LeaseId">The lease.</param>
/// <param name="TaskState">The task's state now.</param>
public sealed record LeaseFailed(LeaseId LeaseId, TaskState TaskState);
