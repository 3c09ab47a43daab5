namespace Render.Worker.Client;

/// <summary>The coordinator did not answer, or answered that it cannot now: try again later.</summary>
/// <param name="message">What went wrong.</param>
/// <param name="cause">The underlying fault, if any.</param>
public sealed class CoordinatorUnreachableException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>How long the coordinator asked to wait; null: it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
