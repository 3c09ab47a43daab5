using Render.Lifecycle.Jobs;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

/// <summary>What the scheduler is told about nodes and jobs. Pure.</summary>
internal static class NodeFactsOf
{
    /// <summary>A node's facts now.</summary>
    /// <param name="node">The node.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="engine">Name of the engine.</param>
    /// <param name="engineOut">Whether the engine on its class of devices is out for its operator's nodes.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="now">Now.</param>
    public static NodeFacts Node(BoardNode node, Policy policy, string engine, bool engineOut, KnownPlace place, DateTimeOffset now)
    {
        var record = node.Record;
        return new NodeFacts
        {
            Id = node.Id,
            Operator = record.Operator,
            Status = node.Draining && record.Status == NodeStatus.Active ? NodeStatus.Draining : record.Status,
            Cores = record.Facts.Threads,
            // A scene that an accelerator traces must fit there too.
            MemoryBytes = record.Facts.DeviceMemoryBytes > 0 ? Math.Min(record.Facts.MemoryBytes, record.Facts.DeviceMemoryBytes) : record.Facts.MemoryBytes,
            VramBytes = record.Facts.DeviceMemoryBytes,
            // What is out of exact mode, or never was in it, still serves where bytes do not count.
            Engines =
            [
                new EngineOffer(engine, record.Facts.EngineBuild, record.Facts.DeviceClass, engineOut),
                new EngineOffer(EngineNames.Statistical(engine), record.Facts.EngineBuild, record.Facts.DeviceClass),
            ],
            Place = place,
            RoundTripMicros = node.Trips.Median ?? 0,
            Ask = record.AskPrice,
            CreatorFloorPpm = record.CreatorFloorPpm,
            SpeedMilli = node.SpeedMilli,
            LoadPpm = (int)(Math.Clamp(node.Load, 0, 1) * 1_000_000),
            ReputationPpm = node.Standing.ReputationPpm(now.ToUnixTimeMilliseconds(), policy.Reputation),
            FreeStake = new StakeBalance(node.Stake, node.Bound).Free,
            CachedPackages = node.Cached,
        };
    }

    /// <summary>What a job demands.</summary>
    public static JobNeeds Job(BoardJob job, Policy policy) => new()
    {
        Job = job.Id,
        Tier = job.Record.Tier,
        TierWeight = policy.Tiers.For(job.Record.Tier).PriceMilli,
        Engine = job.Settings.Engine,
        EngineBuild = job.Settings.EngineBuild,
        MemoryBytes = job.MemoryBytes,
        Placement = job.Record.Spec.Placement,
        ReputationFloorPpm = policy.Tiers.For(job.Record.Tier).ReputationFloorPpm,
        PricePerUnit = ARendering(job.Record.Quote?.Offer(job.Record.Tier)?.PricePerUnit ?? Tokens.Zero, policy.Tiers.For(job.Record.Tier)),
        Stake = job.Bond,
        Package = job.Record.Spec.Package,
        PackageBytes = job.PackageBytes,
    };

    /// <summary>What a job demands before it is split: without the stake that one of its tasks binds, which is known only then.</summary>
    public static JobNeeds Unsplit(JobSpec spec, PackageRecord package, Tier tier, Tokens pricePerUnit, Policy policy, LifecycleOptions options) => new()
    {
        Job = default,
        Tier = tier,
        Engine = options.SettingsOf(spec).Engine,
        EngineBuild = options.EngineBuild,
        MemoryBytes = package.Facts?.MemoryBytes ?? 0,
        Placement = spec.Placement,
        ReputationFloorPpm = policy.Tiers.For(tier).ReputationFloorPpm,
        PricePerUnit = ARendering(pricePerUnit, policy.Tiers.For(tier)),
        Package = spec.Package,
    };

    // Replicas share what a work unit is paid with.
    private static Tokens ARendering(Tokens pricePerUnit, TierPolicy tier) => pricePerUnit.MultiplyDivide(1, (UInt128)tier.Replicas);
}
