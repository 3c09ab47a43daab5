using Render.Lifecycle;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Scheduling;
using Render.Simulation.Actors;
using Render.Simulation.Actors.Strategies;
using Render.Simulation.Machine;
using Render.Simulation.Messaging;
using Render.Simulation.Rendering;

namespace Render.Simulation.Adversaries;

/// <summary>A run of a cell: no machine fails and the network is perfect, so that whatever goes wrong is the adversaries' doing.</summary>
internal static class CampaignScenario
{
    /// <summary>After so long a creator gives up, whatever its ways.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    /// <summary>The scenario of a seed; two cells of one shape differ by their adversaries alone.</summary>
    public static Scenario Of(Cell cell, ulong seed)
    {
        var random = new SeededStream(seed, "campaign");
        var plot = new Plot();
        return new Scenario(seed)
        {
            Nodes = [.. Enumerable.Range(0, Shape.Nodes).Select(i => Node(cell, plot, random, i)), .. Enumerable.Range(0, cell.Idle).Select(i => Idle(i))],
            Jobs = [.. Enumerable.Range(0, cell.Shape.Jobs).Select(i => Job(cell, i))],
            Network = NetworkFaults.None,
            Faults = TimeSpan.Zero,
            FaultEvery = TimeSpan.FromDays(1),
            Coordinators = 1,
            ClosesEpoch = true,
            HasPlaces = cell.Placement is not null,
            Options = new LifecycleOptions
            {
                NetworkName = "simulation",
                EngineBuild = 1,
                Faucet = true,
                BeaconLength = 1_024,
                Policy = cell.Placement is null ? Policy.Default : Policy.Default with { Places = Geography.Places },
                Store = cell.Placement is null ? new StorePlace() : new StorePlace("eu-west", "IE", Geography.Dublin),
            },
        };
    }

    private static NodePlan Node(Cell cell, Plot plot, SeededStream random, int number)
    {
        var joins = TimeSpan.FromSeconds(random.Unit());
        // Half of the honest nodes hold any scene.
        var memory = number < Shape.FirstAdversary / 2 ? 4 * SyntheticScenes.Heavy : 1L << 33;
        var stand = number is Shape.FirstAdversary or Shape.FirstAdversary + 1 ? new Stand(Geography.Ashburn, "us-east") : new Stand(Geography.Dublin, "eu-west");
        return number >= Shape.FirstAdversary && cell.Node is { } strategy
            ? new NodePlan($"op-x{number}", strategy(number - Shape.FirstAdversary, plot), cell.Shape.Speed, joins, TimeSpan.Zero) { Memory = memory, Stand = stand }
            : new NodePlan($"op-{(char)('a' + number)}", cell.Shape.Statistical ? new InexactNode() : new NodeStrategy(), cell.Shape.Speed, joins, TimeSpan.Zero) { Memory = memory, Stand = stand };
    }

    private static NodePlan Idle(int number) => new($"op-idle{number}", new IdleSybil(), 0.004, TimeSpan.FromSeconds(1), TimeSpan.Zero);

    private static JobPlan Job(Cell cell, int number) => new(
        TimeSpan.FromSeconds(5 + number), $"{(number == 0 ? cell.Scene : "scene")} {number}", Tier.Economy, cell.Shape.Frames, cell.Shape.Side, cell.Shape.Side, cell.Shape.Samples, 1_000, Patience)
    {
        Statistical = cell.Shape.Statistical,
        Placement = cell.Placement,
        Strategy = number == 0 && cell.Creator is { } adversary ? adversary() : new CreatorStrategy(),
    };
}
