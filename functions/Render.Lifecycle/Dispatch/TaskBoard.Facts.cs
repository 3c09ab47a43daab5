using Render.Network.Jobs;

namespace Render.Lifecycle.Dispatch;

internal sealed partial class TaskBoard
{
    /// <summary>Makes every job's demands anew at its next claim: a class of devices left exact mode or returned.</summary>
    public void Refit()
    {
        lock (gate)
            foreach (var job in jobs.Values)
                job.Needs = null;
    }

    /// <summary>Makes the demands of a creator's jobs anew: its record changed.</summary>
    public void Refit(CreatorId creator)
    {
        lock (gate)
            foreach (var job in jobs.Values)
                if (job.Record.Spec.Creator == creator)
                    job.Needs = null;
    }
}
