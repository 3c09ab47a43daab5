using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Local.Cli.Views;

/// <summary>What a task's history says that its present state does not.</summary>
public static class TaskStory
{
    /// <summary>How often the task was given to a node to render.</summary>
    public static int Leases(TaskView task) =>
        task.History.Count(moment => moment.Event is TaskEvent.LeaseGranted or TaskEvent.DuplicateGranted) + (task.Replicas?.Sum(Leases) ?? 0);

    /// <summary>The task's audits, each with who rendered what it is of and what came of it.</summary>
    /// <remarks>A task that changed hands belongs to its last node; an audit of an earlier one's work does not.</remarks>
    public static IReadOnlyList<AuditStory> Audits(TaskView task)
    {
        var stories = new List<AuditStory>();
        NodeId? renderer = null;
        foreach (var moment in task.History)
        {
            if (moment.Event == TaskEvent.ReceiptRecorded)
                renderer = moment.Node;
            else if (moment.Event == TaskEvent.AuditDrawn && stories.Count < task.Audits.Count)
                stories.Add(new AuditStory(task.Audits[stories.Count], renderer, task.Audits[stories.Count].Verdict));
            else if (moment.Event is TaskEvent.Revoked or TaskEvent.VerdictRejected && stories.Count > 0 && stories[^1].Verdict is null)
                stories[^1] = stories[^1] with { Verdict = moment.Event == TaskEvent.Revoked ? "Revoked" : "Rejected" };
        }
        // A bounded history may have lost its beginning.
        for (var i = stories.Count; i < task.Audits.Count; i++)
            stories.Add(new AuditStory(task.Audits[i], task.Node, task.Audits[i].Verdict));
        return stories;
    }
}

/// <summary>An audit in its place.</summary>
/// <param name="Audit">The audit.</param>
/// <param name="Renderer">Who rendered what it is of; null: not known any more.</param>
/// <param name="Verdict">What came of it; null: nothing yet.</param>
public sealed record AuditStory(AuditView Audit, NodeId? Renderer, string? Verdict);
