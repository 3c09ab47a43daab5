using System.Diagnostics;

namespace Render.Worker.Work;

/// <summary>One thing that a node does for a job, seen in the job's trace.</summary>
public readonly struct WorkSpan : IDisposable
{
    private readonly Activity? span;
    private readonly string? carried;

    /// <param name="span">Its span; null where nobody listens.</param>
    /// <param name="carried">What it goes on from; null: nothing.</param>
    internal WorkSpan(Activity? span, string? carried) => (this.span, this.carried) = (span, carried);

    /// <summary>What follows from it goes on from here; null: nobody traces.</summary>
    public string? Traceparent => span?.Id ?? carried;

    /// <summary>Notes how much was rendered.</summary>
    public void Rendered(ulong rays) => span?.SetTag("render.rays", (long)Math.Min(rays, long.MaxValue));

    /// <summary>Notes why it failed.</summary>
    public void Failed(string code, string reason) => span?.SetTag("error.type", code).SetStatus(ActivityStatusCode.Error, reason);

    /// <inheritdoc/>
    public void Dispose()
    {
        WorkTrace.End();
        span?.Dispose();
    }
}
