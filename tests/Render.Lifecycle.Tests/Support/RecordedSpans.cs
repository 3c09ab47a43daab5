using System.Collections.Concurrent;
using System.Diagnostics;
using Render.Lifecycle.Telemetry;

namespace Render.Lifecycle.Tests.Support;

/// <summary>Spans that ended, of every test that runs meanwhile: ask for a trace.</summary>
internal sealed class RecordedSpans : IDisposable
{
    public const string CreatorSource = "test creator";

    private static readonly ActivitySource Creator = new(CreatorSource);

    private readonly ConcurrentQueue<Activity> ended = new();
    private readonly ActivityListener listener;

    public RecordedSpans()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is LifecycleTelemetry.SourceName or ScriptedNode.SourceName or CreatorSource,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>Begins a creator's own span: in a trace that nobody else uses.</summary>
    public static Activity Begin() => Creator.StartActivity("creator", ActivityKind.Client, default(ActivityContext))!;

    public List<Activity> Of(ActivityTraceId trace) => [.. ended.Where(span => span.TraceId == trace)];

    /// <summary>Traces that hold a span of a job.</summary>
    public List<ActivityTraceId> TracesOf(string job) =>
        [.. ended.Where(span => (string?)span.GetTagItem("render.job") == job).Select(span => span.TraceId).Distinct()];

    /// <summary>Every way from the root down to a span, by names, once: <c>submit &gt; lease &gt; …</c>.</summary>
    public SortedSet<string> Paths(ActivityTraceId trace)
    {
        var spans = Of(trace).ToDictionary(span => span.SpanId);
        string Path(Activity span) => span.ParentSpanId == default ? span.OperationName
            : spans.TryGetValue(span.ParentSpanId, out var parent) ? $"{Path(parent)} > {span.OperationName}"
            : $"? > {span.OperationName}";
        return new SortedSet<string>(spans.Values.Select(Path), StringComparer.Ordinal);
    }

    public void Dispose() => listener.Dispose();
}
