using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Quotes;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Jobs;

/// <summary>Makes quotes: the pilot is counted once for a package under settings, then asks and policy set the price.</summary>
internal sealed class QuoteMaker(IState state, IReferenceEngine engine, TaskBoard board, PolicyBook policies, Facts known, LifecycleOptions options)
{
    /// <summary>Partition of counted pilots, by key.</summary>
    public const string Pilots = "pilots";

    /// <summary>The quote of a sound spec for an inspected package.</summary>
    public async Task<Quote> Make(JobSpec spec, PackageRecord package, CancellationToken cancellationToken)
    {
        var policy = policies.Current;
        var settings = options.SettingsOf(spec);
        var plan = PilotPlan.Draw(spec.Frames, spec.Size, spec.Samples, PilotBudget.Of(spec.Shot), PilotPlan.Key(spec.Package, settings.ToDigest()));
        var samples = await Count(new ReferenceScene(spec.Package, package.Files, settings), spec, plan, cancellationToken);
        var estimate = PilotEstimator.Estimate(plan, samples, policy.Work);
        return Quoting.Make(spec, settings.ToDigest(), estimate, tier => Asks(spec, tier, package), policy);
    }

    private async Task<IReadOnlyList<PilotSample>> Count(ReferenceScene scene, JobSpec spec, PilotPlan plan, CancellationToken cancellationToken)
    {
        var key = new CanonicalWriter(LifecycleTags.PilotKey).Digest(scene.Package).Digest(scene.Settings.ToDigest())
            .I32(spec.Frames.First).I32(spec.Frames.Last).I32(plan.Blocks.Length).ToDigest().ToString();
        if (await state.Get<List<WorkCounts>>(Pilots, key, cancellationToken) is { } known && known.Value.Count == plan.Blocks.Length)
            return [.. plan.Blocks.Zip(known.Value, static (block, counts) => new PilotSample(block, counts))];
        var samples = await engine.Count(scene, plan.Blocks, cancellationToken);
        (await state.Commit(Pilots, [StateWrite.Upsert(key, samples.Select(sample => sample.Counts).ToList())], cancellationToken)).OrThrow();
        return samples;
    }

    private List<Ask> Asks(JobSpec spec, Tier tier, PackageRecord package)
    {
        // What is asked is for the order book to judge.
        var needs = known.Unsplit(spec, package, tier, new Tokens(UInt128.MaxValue));
        return
        [
            .. board.Nodes().Where(board.IsAlive)
                .Select(known.Of)
                .Where(node => Fitness.Check(node, needs).IsEmpty)
                .Select(node => new Ask(node.Id, node.Ask, node.SpeedMilli)),
        ];
    }
}
