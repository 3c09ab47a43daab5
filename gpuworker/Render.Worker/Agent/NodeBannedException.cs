namespace Render.Worker.Agent;

/// <summary>The network banned this node; it has nothing more to do.</summary>
/// <param name="reason">The coordinator's words.</param>
internal sealed class NodeBannedException(string reason) : Exception(reason);
