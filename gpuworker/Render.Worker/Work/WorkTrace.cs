using System.Diagnostics;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Worker.Work;

/// <summary>A node's part of a job's trace: what it does goes on from the assignment's traceparent, and its requests carry it back.</summary>
public static class WorkTrace
{
    /// <summary>The <see cref="ActivitySource"/> of all spans of a node.</summary>
    public const string SourceName = "Render.Worker";

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly AsyncLocal<string?> Carried = new();

    /// <summary>What a request sends on where no span is open, since nobody here listens; null: nothing.</summary>
    public static string? Traceparent => Carried.Value;

    /// <summary>Begins a part, until the result is disposed.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="traceparent">What it goes on from; null or malformed: a trace of its own, where somebody listens.</param>
    /// <param name="task">For which task.</param>
    /// <param name="kind">Render, audit or validation.</param>
    public static WorkSpan Begin(string name, string? traceparent, TaskId task, WorkKind kind)
    {
        var known = ActivityContext.TryParse(traceparent, null, isRemote: true, out var parent);
        var span = Source.StartActivity(name, ActivityKind.Internal, parent)?
            .SetTag("render.job", task.Job.Value)
            .SetTag("render.task", task.ToString())
            .SetTag("render.work", kind.ToString());
        Carried.Value = known ? traceparent : null;
        return new WorkSpan(span, known ? traceparent : null);
    }

    /// <summary>Nothing is carried any more.</summary>
    internal static void End() => Carried.Value = null;
}
