using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

internal sealed partial class TaskBoard
{
    /// <summary>Makes jobs' demands anew after something changed that they depend on: a class of devices left exact mode or returned, or a creator's record changed.</summary>
    /// <param name="concerned">Whether it concerns a job; called under the lock.</param>
    /// <param name="needs">What the job demands now; called under the lock.</param>
    public void Refit(Func<BoardJob, bool> concerned, Func<BoardJob, JobNeeds> needs)
    {
        lock (gate)
            foreach (var job in jobs.Values.Where(concerned))
            {
                job.Needs = needs(job);
                // Other nodes are fit for it now.
                job.FitPpm = null;
                Requeue(job);
            }
    }
}
