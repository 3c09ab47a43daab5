using Render.Lifecycle.Jobs;
using Render.Network.Jobs;

namespace Render.Lifecycle.Activities;

/// <summary>Says where a step left a job.</summary>
internal static class Steps
{
    /// <summary>The job's state, and whether its story ends there. A cancelled job whose escrow is locked still has its books to close.</summary>
    public static Step Of(JobRecord job, TimeSpan validFor = default) => new(job.State, JobTransitions.IsFinal(job.State, job.OrderHash is not null), validFor);
}
