using System.Collections.Immutable;
using Render.Lifecycle.Disputes;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Quotes;

namespace Render.Lifecycle.Dispatch;

/// <summary>Writes what a node is told about its work.</summary>
internal sealed class Assignments(PolicyBook policies, TimeProvider clock, LifecycleOptions options)
{
    /// <summary>A task to render, for who holds that lease of it.</summary>
    public WorkAssignment Render(BoardTask task, LeaseRecord lease, TimeSpan limit) =>
        Write(WorkKind.Render, task, lease.Id, lease.Fencing, null, limit) with { Commits = task.Job.Replicas > 1 };

    /// <summary>Blocks to audit, blind.</summary>
    public WorkAssignment Audit(BoardTask task, TimeSpan limit)
    {
        var audit = task.Record.Audit!;
        return Write(WorkKind.Audit, task, audit.Lease, audit.Fencing, audit.Blocks, limit);
    }

    /// <summary>A disputed block to render and commit to, or what was committed to to show. Blind: the arbiter knows neither side's leaf.</summary>
    public WorkAssignment Arbitration(WorkKind kind, JobRecord job, PackageRecord package, DisputeRecord dispute, DisputeSeat seat)
    {
        var settings = options.SettingsOf(job.Spec);
        var spec = new TaskSpec(dispute.Entry.Task, job.OrderHash!.Value, job.Spec.Package, settings.ToDigest(), Digests(package.Files), default);
        return new WorkAssignment(
            kind, options.NetworkId, new LeaseGrant(seat.Lease, seat.Fencing, clock.GetUtcNow() + options.Lease), spec, settings, package.Files,
            [dispute.Entry.Difference.Block], options.MaxTaskTime.TotalSeconds);
    }

    /// <summary>A challenge whose answer is known.</summary>
    public WorkAssignment Validation(ValidationChallenge challenge, LeaseId lease, int number)
    {
        var scene = challenge.Scene;
        var spec = new TaskSpec(
            ValidationTask(challenge), ValidationOrder(options.NetworkId, number), scene.Package, scene.Settings.ToDigest(),
            Digests(scene.Files), WorkModel.Work(challenge.Counts, policies.Current.Work));
        return new WorkAssignment(
            WorkKind.Validation, options.NetworkId, new LeaseGrant(lease, number + 1, clock.GetUtcNow() + options.Lease), spec, scene.Settings,
            scene.Files, challenge.Blocks, options.MaxTaskTime.TotalSeconds);
    }

    /// <summary>The job that validations are said to belong to.</summary>
    public static JobId ValidationJob { get; } = JobId.Parse("job-validation");

    /// <summary>The task of a challenge.</summary>
    public static TaskId ValidationTask(ValidationChallenge challenge) => new(ValidationJob, challenge.Frame, challenge.Region, challenge.Samples);

    /// <summary>The order hash of a challenge, so that a report for one is worth nothing for another.</summary>
    public static Digest ValidationOrder(Digest network, int number) => new CanonicalWriter(LifecycleTags.ValidationOrder).Digest(network).I32(number).ToDigest();

    /// <summary>All that a node must know of a task of a job.</summary>
    public static TaskSpec Spec(BoardTask task)
    {
        var job = task.Job;
        return new TaskSpec(task.Record.Id, job.Record.OrderHash!.Value, job.Record.Spec.Package, job.SettingsDigest, job.FileDigests, task.Record.Work);
    }

    /// <summary>Digests of files in ordinal order.</summary>
    public static ImmutableArray<Digest> Digests(IEnumerable<AssignedFile> files) => [.. files.Select(file => file.Digest).Distinct().Order()];

    private WorkAssignment Write(WorkKind kind, BoardTask task, LeaseId lease, long fencing, IReadOnlyList<int>? blocks, TimeSpan limit) => new(
        kind, options.NetworkId, new LeaseGrant(lease, fencing, clock.GetUtcNow() + options.Lease), Spec(task), task.Job.Settings, task.Job.Files,
        blocks, limit.TotalSeconds, task.Trace ?? task.Record.Receipt?.Trace ?? task.Job.Record.Trace);
}
