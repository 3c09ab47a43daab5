using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Workflows;
using Render.Network.Jobs;

namespace Render.Lifecycle.Activities;

/// <summary>Makes sure that every byte of the package is stored before anything is paid for it.</summary>
internal sealed class InspectPackage(JobStore jobs, IState state, IBlobs blobs) : IActivity<JobId, Step>
{
    /// <summary>The registered name.</summary>
    public static ActivityName<JobId, Step> Name { get; } = new("inspect-package");

    /// <inheritdoc/>
    public async Task<Step> Run(ActivityContext context, JobId input, CancellationToken cancellationToken)
    {
        var job = await jobs.Get(input, cancellationToken);
        if (job.State != JobState.Submitted)
            return Steps.Of(job);
        var package = (await state.Get<PackageRecord>(PackageRecord.Partition, job.Spec.Package.ToString(), cancellationToken))?.Value;
        var missing = package is null ? "the package" : null;
        foreach (var file in package?.Files ?? [])
            if (await blobs.Find(file.Digest, cancellationToken) is not { } blob || blob.Length != file.Bytes)
                missing ??= file.Path;
        return Steps.Of(missing is null
            ? await jobs.Move(input, JobEvent.PackageInspected, null, cancellationToken)
            : await jobs.Move(input, JobEvent.Refused, record => record with { Reason = $"Not stored: {missing}. Upload the scene again." }, cancellationToken));
    }
}
