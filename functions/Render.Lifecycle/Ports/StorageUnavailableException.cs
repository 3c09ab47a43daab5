namespace Render.Lifecycle.Ports;

/// <summary>The store does not answer just now, though it was asked more than once. What was acknowledged before is kept; the same call may be made again later.</summary>
/// <param name="where">The store.</param>
/// <param name="reason">What it answered, or why there was no answer.</param>
/// <param name="inner">The cause.</param>
public sealed class StorageUnavailableException(string where, string reason, Exception? inner = null)
    : Exception($"The store at {where} does not answer just now ({reason.TrimEnd('.')}). Try again in a few seconds; nothing was lost.", inner)
{
    /// <summary>The store.</summary>
    public string Where { get; } = where;
}
