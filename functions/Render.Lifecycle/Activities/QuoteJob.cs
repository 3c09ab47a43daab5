using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Workflows;
using Render.Network.Jobs;
using Render.Network.Quotes;

namespace Render.Lifecycle.Activities;

/// <summary>Counts the pilot and offers a price.</summary>
internal sealed class QuoteJob(JobStore jobs, IState state, QuoteMaker quotes, TimeProvider clock, LifecycleOptions options) : IActivity<JobId, Step>
{
    /// <summary>The registered name.</summary>
    public static ActivityName<JobId, Step> Name { get; } = new("quote-job");

    /// <inheritdoc/>
    public async Task<Step> Run(ActivityContext context, JobId input, CancellationToken cancellationToken)
    {
        var job = await jobs.Get(input, cancellationToken);
        if (job.State == JobState.Inspected)
        {
            var package = await state.Get<PackageRecord>(PackageRecord.Partition, job.Spec.Package.ToString(), cancellationToken)
                ?? throw new PermanentFailureException($"Package {job.Spec.Package} is gone.");
            Quote quote;
            try
            {
                quote = await quotes.Make(job.Spec, package.Value, cancellationToken);
            }
            catch (SceneRefusedException e)
            {
                return Steps.Of(await jobs.Move(
                    input, JobEvent.Refused, record => record with { Reason = e.Fix is null ? e.Message : $"{e.Message} {e.Fix}" }, cancellationToken));
            }

            job = quote.Offers.IsEmpty
                ? await jobs.Move(input, JobEvent.Refused, record => record with { Quote = quote, Reason = "The bid is below every tier's least." }, cancellationToken)
                : await jobs.Move(
                    input, JobEvent.QuoteIssued, record => record with { Quote = quote, QuoteExpires = clock.GetUtcNow() + options.QuoteValidity }, cancellationToken);
        }

        var left = (job.QuoteExpires ?? clock.GetUtcNow()) - clock.GetUtcNow();
        return Steps.Of(job, left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }
}
