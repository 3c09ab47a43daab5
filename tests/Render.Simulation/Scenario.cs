using Render.Lifecycle;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Scheduling;
using Render.Simulation.Actors;
using Render.Simulation.Actors.Strategies;
using Render.Simulation.Adversaries;
using Render.Simulation.Lateness;
using Render.Simulation.Machine;
using Render.Simulation.Messaging;
using Render.Simulation.Rendering;

namespace Render.Simulation;

/// <summary>What a run consists of; all of it follows from the seed.</summary>
internal sealed record Scenario(ulong Seed)
{
    private const double Slow = 10_000;

    /// <summary>The nodes.</summary>
    public required IReadOnlyList<NodePlan> Nodes { get; init; }

    /// <summary>The jobs.</summary>
    public required IReadOnlyList<JobPlan> Jobs { get; init; }

    /// <summary>How the network behaves until the faults end.</summary>
    public required NetworkFaults Network { get; init; }

    /// <summary>When the faults end.</summary>
    public required TimeSpan Faults { get; init; }

    /// <summary>Mean time between faults.</summary>
    public required TimeSpan FaultEvery { get; init; }

    /// <summary>Machines that may coordinate: one with a disk of its own, or several over shared storage.</summary>
    public required int Coordinators { get; init; }

    /// <summary>Whether machines stand somewhere, so that ways have a length.</summary>
    public bool HasPlaces { get; init; }

    /// <summary>Whether the epoch is closed at the end, so that what was accepted earns emission.</summary>
    public bool ClosesEpoch { get; init; }

    /// <summary>What is late until the faults end, and how late.</summary>
    public IReadOnlyDictionary<LateThing, LatePlan> Late { get; init; } = new Dictionary<LateThing, LatePlan>();

    /// <summary>The coordinator's settings.</summary>
    public required LifecycleOptions Options { get; init; }

    /// <summary>The scenario of a seed.</summary>
    public static Scenario Of(ulong seed)
    {
        var random = new SeededStream(seed, "scenario");
        var operators = random.Between(3, 5);
        var plain = LatePlan.Into(Disputing.Into(Behind(Slowed(Mix.Into(Choosing(Inexact.Into(new Scenario(seed)
        {
            Nodes = [.. Enumerable.Range(0, random.Between(4, 9)).Select(i => Node(random, i % operators))],
            Jobs = [.. Enumerable.Range(0, random.Between(1, 4)).Select(i => Job(random, i, seed % 16 == 5))],
            Network = new NetworkFaults(
                random.Unit() * 0.1, random.Unit() * 0.1, TimeSpan.FromMilliseconds(0.5), random.Spread(TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(5))),
            Faults = random.Spread(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(20)),
            Coordinators = seed % 3 == 0 ? random.Between(2, 3) : 1,
            FaultEvery = random.Spread(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(3)),
            Options = new LifecycleOptions
            {
                NetworkName = "simulation",
                EngineBuild = 1,
                Faucet = true,
                BeaconLength = random.Between(4, 64),
                Policy = Policy.Default with
                {
                    Emission = Policy.Default.Emission with { EpochSeconds = random.Chance(0.5) ? random.Between(120, 900) : Policy.Default.Emission.EpochSeconds },
                    AuditRepeatPpm = random.Chance(0.5) ? 10_000 : 200_000,
                    // Nodes come without a record, and a run is short: most networks here ask for less of one.
                    Tiers = Policy.Default.Tiers with
                    {
                        Priority = Policy.Default.Tiers.Priority with { ReputationFloorPpm = random.Chance(0.8) ? 0 : 200_000 },
                        Trusted = Policy.Default.Tiers.Trusted with { ReputationFloorPpm = random.Chance(0.8) ? 0 : 500_000 },
                    },
                },
            },
        })))))));
        return seed % 4 == 1 ? OnTheGlobe(plain) : plain;
    }

    /// <summary>One in four nodes chooses its work itself.</summary>
    private static Scenario Choosing(Scenario scenario)
    {
        var random = new SeededStream(scenario.Seed, "choosers");
        return scenario with { Nodes = [.. scenario.Nodes.Select(node => random.Chance(0.25) ? node with { Strategy = new Chooser() } : node)] };
    }

    /// <summary>In a quarter of the scenarios nodes are so slow that tasks take them minutes, and what is cheap is asked to give way to what is dear and comes later.</summary>
    private static Scenario Slowed(Scenario scenario)
    {
        var random = new SeededStream(scenario.Seed, "slow");
        if (!random.Chance(0.25))
            return scenario;
        var policy = scenario.Options.Policy;
        return scenario with
        {
            Nodes = [.. scenario.Nodes.Select(node => node with { Speed = node.Speed / Slow })],
            Jobs =
            [
                .. scenario.Jobs,
                new JobPlan(
                    random.Spread(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)), "scene dear", random.Chance(0.7) ? Tier.Priority : Tier.Trusted, random.Between(1, 6), 32, 16, 2, 1_000, TimeSpan.FromHours(2)),
            ],
            Options = scenario.Options with { Policy = policy with { Leases = policy.Leases with { YieldLeastSeconds = random.Between(1, 20), ParkedSeconds = random.Between(60, 600) } } },
        };
    }

    /// <summary>In a quarter of the scenarios the coordinator is behind with its work: receipts wait for their challenge while much else happens, and leases are swept late.</summary>
    private static Scenario Behind(Scenario scenario)
    {
        var random = new SeededStream(scenario.Seed, "behind");
        if (!random.Chance(0.25))
            return scenario;
        return scenario with
        {
            Options = scenario.Options with
            {
                Gather = random.Spread(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
                Sweep = random.Spread(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10)),
            },
        };
    }

    /// <summary>Puts the scenario onto the globe, drawn apart from everything else: nodes in three regions, the first two beside the store, and jobs that are kept to places.</summary>
    private static Scenario OnTheGlobe(Scenario scenario)
    {
        var random = new SeededStream(scenario.Seed, "places");
        return scenario with
        {
            HasPlaces = true,
            Nodes = [.. scenario.Nodes.Select((node, i) => node with { Stand = Place(random, i < 2 ? 0 : random.Below(4)) })],
            Jobs = [.. scenario.Jobs.Select(job => job with { Placement = Placement(random.Below(6)) })],
            Options = scenario.Options with
            {
                Store = new StorePlace("eu-west", "IE", Geography.Dublin),
                Policy = scenario.Options.Policy with { Places = Geography.Places },
            },
        };
    }

    private static Stand Place(SeededStream random, int where)
    {
        // Up to some 150 km from the middle.
        int Near(int degrees) => degrees + (int)(1_000_000 * (random.Unit() - 0.5) * 2);
        return where switch
        {
            2 => new Stand(new GeoPoint(Near(Geography.Ashburn.LatitudeMicro), Near(Geography.Ashburn.LongitudeMicro)), "us-east"),
            3 => new Stand(new GeoPoint(Near(59_330_000), Near(18_070_000)), "eu-north"),
            _ => new Stand(new GeoPoint(Near(Geography.Dublin.LatitudeMicro), Near(Geography.Dublin.LongitudeMicro)), "eu-west"),
        };
    }

    private static string? Placement(int which) => which switch
    {
        0 or 1 => """{ "regions": ["eu-west"], "minimumEvidence": "measured" }""",
        2 => """{ "regions": ["eu-west", "eu-north"] }""",
        3 => """{ "scene": { "regions": ["eu-west"], "minimumEvidence": "measured" } }""",
        4 => """{ "logs": { "regions": ["eu-west", "us-east"] } }""",
        _ => null,
    };

    private static NodePlan Node(SeededStream random, int owner) => new(
        $"op-{(char)('a' + owner)}", new NodeStrategy(), Math.Pow(4, (2 * random.Unit()) - 1), TimeSpan.FromSeconds(60 * random.Unit()), TimeSpan.FromSeconds((20 * random.Unit()) - 10));

    private static JobPlan Job(SeededStream random, int number, bool traced)
    {
        var tier = random.Below(10) switch { < 6 => Tier.Economy, < 9 => Tier.Priority, _ => Tier.Trusted };
        var plan = new JobPlan(
            random.Exponential(TimeSpan.FromMinutes(1)), random.Chance(0.05) ? "bad scene" : $"scene {number}", tier, random.Chance(0.2) ? random.Between(10, 40) : random.Between(1, 6), 8 * random.Between(1, 6),
            8 * random.Between(1, 4), random.Between(1, 4), 1_000, random.Chance(0.15) ? random.Exponential(TimeSpan.FromMinutes(3)) : TimeSpan.FromHours(2));
        return traced ? plan with { Scene = $"{TracedScene.Mark} {number}", Frames = Math.Min(plan.Frames, 3), Width = Math.Min(plan.Width, 24), Height = Math.Min(plan.Height, 16) } : plan;
    }
}

/// <summary>What a node will be.</summary>
/// <param name="Owner">Its operator.</param>
/// <param name="Strategy">How it behaves.</param>
/// <param name="Speed">Work units a second.</param>
/// <param name="Joins">When it is switched on.</param>
/// <param name="Skew">How far its date is off.</param>
internal sealed record NodePlan(string Owner, NodeStrategy Strategy, double Speed, TimeSpan Joins, TimeSpan Skew)
{
    /// <summary>Memory for scenes, bytes.</summary>
    public long Memory { get; init; } = 1L << 33;

    /// <summary>Where it stands, in a scenario that has places.</summary>
    public Stand? Stand { get; init; }
}
