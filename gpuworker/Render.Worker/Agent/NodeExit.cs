namespace Render.Worker.Agent;

/// <summary>How a node's run ended.</summary>
public enum NodeExit
{
    /// <summary>Asked to stop, and everything it held is delivered.</summary>
    Drained,

    /// <summary>Asked to leave at once; what it held is given back, what was finished waits on disk.</summary>
    Left,

    /// <summary>The network banned it.</summary>
    Banned,
}
