using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;

namespace Render.Lifecycle.Activities;

/// <summary>Puts jobs on the board.</summary>
internal static class Boards
{
    /// <summary>Puts a cut job on the board, without its tasks; one that is there stays.</summary>
    public static async Task<BoardJob> Admit(
        TaskBoard board, IState state, JobRecord job, TimeProvider clock, LifecycleOptions options, CancellationToken cancellationToken)
    {
        if (board.Job(job.Id) is { } known)
            return known;
        var package = await state.Get<PackageRecord>(PackageRecord.Partition, job.Spec.Package.ToString(), cancellationToken)
            ?? throw new InvalidDataException($"Package {job.Spec.Package} of {job.Id} is gone.");
        var admitted = board.Admit(
            () => new BoardJob(job, RenderSettings.Of(job.Spec, options.EngineName, options.EngineBuild), package.Value), job);
        if (job.Spec.DeadlineSeconds is { } seconds && job.Funded is { } funded)
            // Measured on the monotonic clock from here on: no jump of the wall clock makes a deadline pass or not.
            admitted.Deadline ??= clock.GetTimestamp() + (long)((funded + TimeSpan.FromSeconds(seconds) - clock.GetUtcNow()).TotalSeconds * clock.TimestampFrequency);
        return admitted;
    }
}
