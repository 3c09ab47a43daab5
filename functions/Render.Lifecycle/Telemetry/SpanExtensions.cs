using System.Diagnostics;
using Render.Lifecycle.Results;
using Render.Network.Jobs;

namespace Render.Lifecycle.Telemetry;

/// <summary>What is said about a span; nothing where there is none.</summary>
internal static class SpanExtensions
{
    /// <summary>Names the task it is about.</summary>
    public static Activity? Of(this Activity? span, TaskId task) => span?.SetTag(Tags.Task, task.ToString());

    /// <summary>Names the node it is about; the reference CPU where null.</summary>
    public static Activity? By(this Activity? span, NodeId? node) => span?.SetTag(Tags.Node, node?.Value ?? "reference");

    /// <summary>Notes how it ended: a refusal is an error, by its code.</summary>
    public static Outcome<T> Ends<T>(this Activity? span, Outcome<T> outcome)
        where T : class
    {
        if (outcome.IsRefused)
            span?.SetTag(Tags.Error, outcome.Refusal.Code).SetStatus(ActivityStatusCode.Error, outcome.Refusal.Detail);
        return outcome;
    }

    /// <summary>Notes what it failed with.</summary>
    /// <returns>False, so that an exception filter lets the exception go on.</returns>
    public static bool Failed(this Activity? span, Exception error)
    {
        span?.SetTag(Tags.Error, error.GetType().FullName).SetStatus(ActivityStatusCode.Error, error.Message).AddException(error);
        return false;
    }
}
