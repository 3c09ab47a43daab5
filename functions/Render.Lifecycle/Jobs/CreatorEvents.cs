using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Reputation;

namespace Render.Lifecycle.Jobs;

/// <summary>What a closed job says about its creator. Pure: a function of the job's document, so that the record can be built again from the documents.</summary>
internal static class CreatorEvents
{
    /// <summary>The event; null where the job is not closed, or says nothing.</summary>
    public static CreatorEvent? Of(JobRecord job, Policy policy)
    {
        if (job.Books is not { } books)
            return null;
        if (job.Stop == StopReason.GaveUp)
            return CreatorEvent.Unloadable;
        if (books.CapCutsPay)
            return CreatorEvent.Unpaid;
        if (job.Stop == StopReason.Cancelled)
            return job.WorkAtStopPpm > policy.Creators.LateCancelPpm ? CreatorEvent.LateCancel : null;
        return job.State == JobState.Settled ? CreatorEvent.Settled : null;
    }
}
