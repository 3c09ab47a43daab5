using Render.Network.Messages;

namespace Render.Worker.Work;

/// <summary>A task cannot be rendered by this node; the lease is given back with the reason.</summary>
/// <param name="code">Why.</param>
/// <param name="message">In words.</param>
/// <param name="cause">The underlying fault, if any.</param>
public sealed class TaskFailedException(LeaseFailure code, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Why.</summary>
    public LeaseFailure Code { get; } = code;
}
