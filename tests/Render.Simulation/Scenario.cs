using Render.Lifecycle;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Simulation.Actors;
using Render.Simulation.Actors.Strategies;
using Render.Simulation.Adversaries;
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

    /// <summary>Whether the epoch is closed at the end, so that what was accepted earns emission.</summary>
    public bool ClosesEpoch { get; init; }

    /// <summary>The coordinator's settings.</summary>
    public required LifecycleOptions Options { get; init; }

    /// <summary>The scenario of a seed.</summary>
    public static Scenario Of(ulong seed)
    {
        var random = new SeededStream(seed, "scenario");
        var operators = random.Between(3, 5);
        return Slowed(Mix.Into(Choosing(Inexact.Into(new Scenario(seed)
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
        }))));
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
}
