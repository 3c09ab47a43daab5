using Render.Simulation.Actors;
using Render.Simulation.Actors.Strategies;
using Render.Simulation.Machine;

namespace Render.Simulation.Adversaries;

/// <summary>Puts adversaries of all kinds into a third of the scenarios, under the same faults as everybody: up to 40 % of the network's speed.</summary>
internal static class Mix
{
    /// <summary>Most of the network's speed that adversaries hold.</summary>
    public const double MostSpeed = 0.4;

    /// <summary>The scenario with its adversaries, drawn apart from everything else, so that a scenario without any stays as it was.</summary>
    public static Scenario Into(Scenario scenario)
    {
        var random = new SeededStream(scenario.Seed, "adversaries");
        if (!random.Chance(1 / 3.0))
            return scenario;
        var ring = new Ring();
        var budget = MostSpeed * scenario.Nodes.Sum(node => node.Speed);
        var nodes = scenario.Nodes.ToList();
        for (var i = 0; i < nodes.Count; i++)
            if (random.Chance(0.7) && nodes[i].Speed <= budget)
            {
                budget -= nodes[i].Speed;
                nodes[i] = nodes[i] with { Strategy = Draw(random, ring), Owner = $"op-x{i}" };
            }

        return scenario with
        {
            Nodes = nodes,
            Jobs = [.. scenario.Jobs.Select(job => random.Below(10) switch
            {
                0 => job with { Strategy = new BadCreator() },
                1 => job with { Strategy = new PoisonedScene(deadly: false) },
                _ => job,
            })],
        };
    }

    private static NodeStrategy Draw(SeededStream random, Ring ring) => random.Below(16) switch
    {
        0 => new LazyNode(old: false),
        1 => new LazyNode(old: true),
        2 => new PartialForger(0.05),
        3 => new PartialForger(0.5),
        4 => new FewerSamples(),
        5 => new WorkInflater(within: random.Chance(0.5)),
        6 => new Copier(),
        7 => new LazyAuditor(),
        8 => new LyingAuditor(),
        9 => new SybilSwarm(3),
        10 => new Griefer(),
        11 => new SilentAfterCommit(),
        12 => new HardwareLiar(),
        13 => new RegionLiar(random.Chance(0.5) ? "us-east" : "eu-west"),
        14 => new Equivocator(3),
        _ => new ColludingNode(ring),
    };
}
