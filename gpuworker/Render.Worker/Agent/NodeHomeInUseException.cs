namespace Render.Worker.Agent;

/// <summary>Another node runs in this folder.</summary>
/// <param name="folder">The folder.</param>
/// <param name="cause">What the system said.</param>
public sealed class NodeHomeInUseException(string folder, Exception? cause = null)
    : Exception($"Another node runs in {folder}.", cause)
{
    /// <summary>What to do about it.</summary>
    public string Fix => "Stop it, or give this node a folder of its own.";
}
