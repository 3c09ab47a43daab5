using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Workflows;
using Render.Network.Jobs;
using ActivityContext = Render.Lifecycle.Workflows.ActivityContext;

namespace Render.Lifecycle.Telemetry;

/// <summary>One attempt of an activity as a span: of its job's trace, or of its own where it belongs to none. On every engine alike.</summary>
/// <param name="name">The activity's registered name.</param>
/// <param name="step">The activity.</param>
/// <param name="services">Where the job's document is found.</param>
/// <param name="jobOf">The job that an input is about.</param>
internal sealed class TracedActivity<TIn, TOut>(string name, IActivity<TIn, TOut> step, IServiceProvider services, Func<TIn, JobId?> jobOf)
    : IActivity<TIn, TOut>
{
    /// <inheritdoc/>
    public async Task<TOut> Run(ActivityContext context, TIn input, CancellationToken cancellationToken)
    {
        if (!LifecycleTelemetry.Source.HasListeners())
            return await step.Run(context, input, cancellationToken);
        using var span = (await Begin(input, cancellationToken))?
            .SetTag("render.workflow", context.InstanceId)
            .SetTag("render.attempt", context.Attempt);
        try
        {
            return await step.Run(context, input, cancellationToken);
        }
        catch (Exception e) when (span.Failed(e))
        {
            throw;
        }
    }

    private async Task<Activity?> Begin(TIn input, CancellationToken cancellationToken)
    {
        if (jobOf(input) is not { } id)
            return LifecycleTelemetry.Source.StartActivity(name);
        var job = services.GetRequiredService<TaskBoard>().Job(id)?.Record
            ?? await services.GetRequiredService<JobStore>().Find(id, cancellationToken);
        return job is null ? LifecycleTelemetry.Source.StartActivity(name) : JobTrace.Begin(name, job);
    }
}
