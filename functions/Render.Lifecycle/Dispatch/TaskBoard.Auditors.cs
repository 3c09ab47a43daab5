using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Lifecycle.Dispatch;

/// <remarks>Who could be asked to audit. What a node says of itself counts for nothing: it must have asked for work, and answered when it was asked.</remarks>
internal sealed partial class TaskBoard
{
    /// <summary>Notes that a node asks for work.</summary>
    public void Asks(BoardNode node)
    {
        lock (gate)
        {
            Saw(node);
            node.Claimed = clock.GetTimestamp();
        }
    }

    /// <summary>Notes that a node left an audit unanswered that it could have known of.</summary>
    public void Unanswered(NodeId id)
    {
        lock (gate)
            if (nodes.TryGetValue(id, out var node))
                node.IsUnanswering = true;
    }

    /// <summary>Notes that a node delivered: a result, a report or an answer to a challenge.</summary>
    public void Answered(BoardNode node)
    {
        lock (gate)
            node.IsUnanswering = false;
    }

    /// <summary>Notes that a node's work with a package was right: so it has the scene, whatever it says.</summary>
    public void Showed(NodeId id, Digest package)
    {
        lock (gate)
            if (nodes.TryGetValue(id, out var node))
                node.Shown.Add(package);
    }

    /// <summary>Whether a node would hear of an audit: it lives, it asked for work within three heartbeats or is at work, and did not leave the last audit unanswered.</summary>
    public bool WouldAudit(BoardNode node)
    {
        lock (gate)
            return !node.Draining && !node.IsUnanswering && IsAlive(node)
                && (node.Renders.Count > 0 || node.Audits.Values.Any(audit => audit.AuditTaken)
                    || (node.Claimed is { } claimed && clock.GetElapsedTime(claimed) <= 3 * options.Heartbeat));
    }

    /// <summary>Whether a node holds a package: it says so, and has shown it.</summary>
    public bool Holds(BoardNode node, Digest package)
    {
        lock (gate)
            return node.Shown.Contains(package) && node.Cached.Contains(package);
    }
}
