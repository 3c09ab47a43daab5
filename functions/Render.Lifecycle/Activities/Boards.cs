using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Proof;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Activities;

/// <summary>Puts jobs on the board.</summary>
internal static class Boards
{
    /// <summary>Puts a cut job on the board, without its tasks; one that is there stays, and one whose books are closed takes no tasks.</summary>
    public static async Task<BoardJob> Admit(
        TaskBoard board, IState state, JobRecord job, Facts known, PolicyBook policies, TimeProvider clock, LifecycleOptions options, CancellationToken cancellationToken)
    {
        if (board.Job(job.Id) is { } there)
            return there;
        var package = await state.Get<PackageRecord>(PackageRecord.Partition, job.Spec.Package.ToString(), cancellationToken)
            ?? throw new InvalidDataException($"Package {job.Spec.Package} of {job.Id} is gone.");
        var admitted = board.Admit(() => Make(job, package.Value, policies.Of(job), options, known.Of), job);
        if (job.Spec.DeadlineSeconds is { } seconds && job.Funded is { } funded)
            // Measured on the monotonic clock from here on: no jump of the wall clock makes a deadline pass or not.
            admitted.DeadlineMillis ??= board.NowMillis + (long)(funded + TimeSpan.FromSeconds(seconds) - clock.GetUtcNow()).TotalMilliseconds;
        // Since the document was read it may have been stopped, or settled, and have left the board.
        if (await state.Get<JobRecord>(JobRecord.Partition, job.Row, cancellationToken) is { Value: var now })
        {
            board.Update(now);
            if (now.Books is not null)
                board.Remove(job.Id);
        }

        return admitted;
    }

    /// <summary>A cut job as the board holds it, without its tasks.</summary>
    public static BoardJob Make(JobRecord job, PackageRecord package, Policy policy, LifecycleOptions options, Func<BoardJob, JobNeeds> needs)
    {
        var tier = policy.Tiers.For(job.Tier);
        var made = new BoardJob(job, options.SettingsOf(job.Spec), package, tier.Replicas)
        {
            // What is never slashed for needs nothing to slash.
            Bond = job.Spec.Statistical ? Tokens.Zero : Bond(job, policy),
            MostReplicas = tier.MostReplicas,
            Leases = policy.Leases,
            OpenWithin = TimeSpan.FromSeconds(policy.Leases.OpenSeconds),
            MostParked = TimeSpan.FromSeconds(policy.Leases.ParkedSeconds),
        };
        made.Needs = needs(made);
        return made;
    }

    /// <summary>The free stake that makes forging one of its tasks unprofitable: what the largest pays its node, over the blocks that are audited of it at least.</summary>
    private static Tokens Bond(JobRecord job, Policy policy)
    {
        var plan = job.Split!;
        var largest = plan.Task(job.Id, 0);
        var rays = Math.Max(1, (ulong)((UInt128)job.Quote!.Estimate.RaysP90 * (ulong)largest.Region.Pixels * (ulong)largest.Samples.Count / job.Spec.TotalSamples));
        var reward = Settlement.Price(rays, job.PricePerMillionRays).MultiplyDivideUp((UInt128)policy.Split.OperatorsBp, 10_000);
        return DetectionMath.RequiredStake([(reward, Challenge.Least(largest.Region.Blocks, policy.Tiers.For(job.Tier).AuditRatePpm))]);
    }
}
