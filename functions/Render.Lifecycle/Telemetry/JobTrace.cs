using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Render.Lifecycle.Jobs;
using Render.Network.Jobs;

namespace Render.Lifecycle.Telemetry;

/// <summary>
/// The trace of a job. It begins with the submission, or with what the creator's own trace handed over, and its identity is kept in the job's
/// document: steps that run in another process, after a crash, or for somebody else's request still belong to it.
/// </summary>
internal static class JobTrace
{
    /// <summary>Begins the span of a submission, in the caller's trace or as the start of one; null where nobody listens.</summary>
    public static Activity? Submit()
    {
        if (!LifecycleTelemetry.Source.HasListeners())
            return null;
        if (Here() is { } caller)
            return LifecycleTelemetry.Source.StartActivity("submit", ActivityKind.Server, caller);
        // A span that a server opened although nobody listens to it is no parent: no sampler would keep what is below it.
        Activity.Current = null;
        return LifecycleTelemetry.Source.StartActivity("submit", ActivityKind.Server);
    }

    /// <summary>What a new job's document keeps of its submission, as a W3C traceparent; null where neither we nor the caller trace.</summary>
    public static string? Kept(Activity? submit) => submit?.Id ?? (Here() is { } caller ? Text(caller) : null);

    /// <summary>Begins a span of a job; null where nobody listens.</summary>
    /// <param name="name">What is done, in the glossary's words.</param>
    /// <param name="job">For which job.</param>
    /// <param name="after">The traceparent of what led to it; null: the submission. What is going on in the job's trace right now comes first.</param>
    /// <param name="kind">Which side of a message it is.</param>
    public static Activity? Begin(string name, JobRecord job, string? after = null, ActivityKind kind = ActivityKind.Internal)
    {
        if (!LifecycleTelemetry.Source.HasListeners())
            return null;
        var root = Parse(job.Trace) ?? Derived(job.Id);
        var here = Here();
        var parent = here is { } now && now.TraceId == root.TraceId ? now
            : Parse(after) is { } before && before.TraceId == root.TraceId ? before
            : root;
        // Somebody else's request, a node's claim for example, is only pointed to.
        ActivityLink[]? links = here is { } other && other.TraceId != root.TraceId ? [new ActivityLink(other)] : null;
        return LifecycleTelemetry.Source.StartActivity(name, kind, parent, links: links)?
            .SetTag(Tags.Job, job.Id.Value)
            .SetTag(Tags.Tier, job.Tier.ToString());
    }

    /// <summary>The identity of a job that was submitted when nobody listened: the same in every process.</summary>
    private static ActivityContext Derived(JobId job)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(job.Value), hash);
        return new ActivityContext(
            ActivityTraceId.CreateFromBytes(hash[..16]), ActivitySpanId.CreateFromBytes(hash[16..24]), ActivityTraceFlags.Recorded, isRemote: true);
    }

    /// <summary>The span that goes on here. One that a server opened although nobody listens to it stands for its caller's.</summary>
    private static ActivityContext? Here()
    {
        for (var span = Activity.Current; span is not null; span = span.Parent)
        {
            if (span.Source.Name.Length > 0)
                return span.Context;
            if (span.Parent is null)
                return Parse(span.ParentId);
        }

        return null;
    }

    private static string Text(ActivityContext context) => $"00-{context.TraceId}-{context.SpanId}-{(byte)context.TraceFlags:x2}";

    private static ActivityContext? Parse(string? traceparent) =>
        ActivityContext.TryParse(traceparent, null, isRemote: true, out var context) ? context : null;
}
