namespace Render.Worker.Cache;

/// <summary>A provider does not give a chunk.</summary>
/// <param name="message">Why.</param>
/// <param name="cause">The underlying fault, if any.</param>
public sealed class ChunkUnavailableException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether it is only busy: this chunk is to be had elsewhere, the next perhaps here.</summary>
    public bool IsBusy { get; init; }
}
