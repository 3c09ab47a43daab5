namespace Render.Worker.Identity;

/// <summary>A node's key file cannot be used.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="fix">What to do about it.</param>
/// <param name="cause">The underlying fault, if any.</param>
public sealed class NodeKeyException(string message, string fix, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What to do about it.</summary>
    public string Fix { get; } = fix;
}
