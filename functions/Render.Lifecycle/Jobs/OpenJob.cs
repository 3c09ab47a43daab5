using System.Diagnostics;
using System.Security.Cryptography;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Results;
using Render.Lifecycle.Telemetry;
using Render.Lifecycle.Workflows;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Jobs;

/// <summary>Takes a job in: the spec is checked, the job is written down, and its workflow begins. The same key gives the same job.</summary>
internal sealed class OpenJob(IState state, JobStore jobs, IWorkflows workflows, ReadableBlobs readable, PolicyBook policies, TimeProvider clock, LifecycleOptions options)
{
    /// <summary>Takes a job in.</summary>
    public async Task<Outcome<JobRecord>> Run(SubmitJob message, CancellationToken cancellationToken)
    {
        using var span = JobTrace.Submit();
        return span.Ends(await Take(message, span, cancellationToken));
    }

    private async Task<Outcome<JobRecord>> Take(SubmitJob message, Activity? span, CancellationToken cancellationToken)
    {
        if (message.IdempotencyKey.Length is 0 or > 64)
            return new Refusal(RefusalKind.Invalid, RefusalCodes.SpecInvalid, "The idempotency key has 1 to 64 characters.");
        var salt = message.Salt ?? new Digest(RandomNumberGenerator.GetBytes(Digest.Size));
        var read = await Read(message.Spec, CreatorSalt.Commit(salt), cancellationToken);
        if (read.IsRefused)
            return read.Refusal;
        var (spec, package) = (read.Value.Spec, read.Value.Package);
        var id = JobId.FromEntropy(
            new CanonicalWriter(LifecycleTags.JobKey).Digest(options.NetworkId).Text(spec.Creator.Value).Text(message.IdempotencyKey).ToDigest().ToArray().AsSpan(0, 16));
        span?.SetTag(Tags.Job, id.Value).SetTag(Tags.Tier, spec.Tier.ToString());
        if (await jobs.Find(id, cancellationToken) is { } known)
            return await Again(known, spec, message, cancellationToken);
        if (spec.SaltCommitment != CreatorSalt.Commit(salt))
            return new Refusal(
                RefusalKind.Invalid, RefusalCodes.SpecInvalid, "The spec commits to a salt that was not sent.", "Send the salt, or leave the commitment out.");
        var now = clock.GetUtcNow();
        var job = new JobRecord
        {
            Id = id,
            Name = package.Name,
            Spec = spec,
            Salt = salt,
            AutoAccept = message.AutoAccept,
            Created = now,
            Updated = now,
            Notices = package.Notices,
            Trace = JobTrace.Kept(span),
        };
        if (!await jobs.Insert(job, cancellationToken))
            return await Again(await jobs.Get(id, cancellationToken), spec, message, cancellationToken);
        readable.Use(spec.Package, spec.Placement.Scene);
        await Start(job, cancellationToken);
        return job;
    }

    /// <summary>Begins the job's workflow, once; after a crash the recovery does so again.</summary>
    public Task Start(JobRecord job, CancellationToken cancellationToken) =>
        workflows.Start(JobWorkflow.IdOf(job.Id), JobWorkflow.Name.Name, new JobInput(job.Id), cancellationToken);

    /// <summary>Reads a spec and finds its package.</summary>
    public async Task<Outcome<SoundSpec>> Read(System.Text.Json.JsonElement json, Digest saltCommitment, CancellationToken cancellationToken)
    {
        var reading = JobSpecJson.Read(json, new JobSpec { SaltCommitment = saltCommitment, Creator = options.DefaultCreator }, options.Limits);
        if (!reading.IsSound)
            return new Refusal(
                RefusalKind.Invalid, RefusalCodes.SpecInvalid, string.Join(" ", reading.Errors.Select(error => error.Message)),
                string.Join(" ", reading.Errors.Select(error => error.Fix).Distinct()),
                [.. reading.Errors.Select(error => new FieldError(error.Field, error.Code, error.Message))]);
        if (ExcludesStore(reading.Spec.Placement) is { } excluded)
            return excluded;
        return await state.Get<PackageRecord>(PackageRecord.Partition, reading.Spec.Package.ToString(), cancellationToken) is { } package
            ? new SoundSpec(reading.Spec, package.Value)
            : new Refusal(RefusalKind.NotFound, RefusalCodes.PackageUnknown, $"Package {reading.Spec.Package} is not stored here.", "Upload the scene first.");
    }

    /// <summary>Whatever a job is made of and makes goes through the store: one that may not stand where the store does cannot be taken.</summary>
    private Refusal? ExcludesStore(PlacementPolicies placement)
    {
        var place = options.Store.Known(policies.Current.Places);
        if (Custody.Admits(placement, Custodian.Store, place))
            return null;
        var fields = Custody.Holds(Custodian.Store)
            .Where(data => place.Misfit(placement.For(data)) is not null)
            .Select(data => new FieldError($"placement.{data.ToString().ToLowerInvariant()}", "spec.placement.store", $"The job's {data.ToString().ToLowerInvariant()} may not be where the store is."));
        var store = (options.Store.Region, options.Store.Jurisdiction) switch
        {
            ("", "") => "does not say where its store stands",
            var (region, jurisdiction) => $"keeps everything in {string.Join(", ", new[] { region, jurisdiction }.Where(name => name.Length > 0))}",
        };
        return new Refusal(
            RefusalKind.Invalid, RefusalCodes.StoreExcluded,
            $"This network {store}, which the job's placement excludes: {string.Join("; ", Custody.Check(placement, Custodian.Store, place).Select(misfit => misfit.Detail))}.",
            "Let scene, output and logs be there too, or send the job to a network whose store stands where they may be; whoever runs this one sets its place (see docs/operators.md).",
            [.. fields]);
    }

    private async Task<Outcome<JobRecord>> Again(JobRecord known, JobSpec spec, SubmitJob message, CancellationToken cancellationToken)
    {
        // Where the coordinator drew the salt, the second submission brought another one that nobody needs.
        var same = (message.Salt is null ? spec with { SaltCommitment = known.Spec.SaltCommitment } : spec) is var asked
            && JobSpecDigest.Of(asked) == JobSpecDigest.Of(known.Spec);
        if (!same)
            return new Refusal(
                RefusalKind.Conflict, RefusalCodes.KeyReused, $"Key '{message.IdempotencyKey}' named another job: {known.Id}.", "Use a new key for a new job.");
        await Start(known, cancellationToken);
        return known;
    }
}

/// <summary>A checked spec with its inspected package.</summary>
/// <param name="Spec">The spec.</param>
/// <param name="Package">The package.</param>
internal sealed record SoundSpec(JobSpec Spec, PackageRecord Package);
