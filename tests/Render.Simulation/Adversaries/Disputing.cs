using Render.Simulation.Actors;
using Render.Simulation.Actors.Strategies;
using Render.Simulation.Machine;

namespace Render.Simulation.Adversaries;

/// <summary>Lets creators dispute in a third of the scenarios: those who look find what is false, others claim that what is right is false. In some a node forges now and then.</summary>
internal static class Disputing
{
    /// <summary>The scenario with its disputes, drawn apart from everything else, so that a scenario without any stays as it was.</summary>
    public static Scenario Into(Scenario scenario)
    {
        var random = new SeededStream(scenario.Seed, "disputes");
        if (!random.Chance(1 / 3.0))
            return scenario;
        // A panel needs operators who are no party; adversaries have names of their own.
        var apart = random.Chance(0.75);
        var policy = scenario.Options.Policy;
        return scenario with
        {
            Nodes = [.. Forging(scenario.Nodes, random).Select((node, i) => apart && node.Strategy.IsHonest ? node with { Owner = $"op-n{i}" } : node)],
            Jobs = [.. scenario.Jobs.Select(job => random.Chance(0.8) ? job with { Disputes = Plan(random) } : job)],
            Options = scenario.Options with
            {
                Policy = policy with
                {
                    Disputes = policy.Disputes with
                    {
                        Arbiters = random.Chance(0.5) ? 3 : 5,
                        CommitSeconds = random.Between(20, 600),
                        RevealSeconds = random.Between(20, 600),
                        WindowSeconds = random.Chance(0.8) ? policy.Disputes.WindowSeconds : random.Between(60, 600),
                    },
                },
            },
        };
    }

    /// <summary>Where all were honest, one may now forge so few blocks of each task that most of its results are accepted.</summary>
    private static IReadOnlyList<NodePlan> Forging(IReadOnlyList<NodePlan> nodes, SeededStream random)
    {
        var (draws, forger) = (random.Chance(0.5), random.Below(nodes.Count));
        return draws && nodes.All(node => node.Strategy.IsHonest) && nodes[forger].Speed <= Mix.MostSpeed * nodes.Sum(node => node.Speed)
            ? [.. nodes.Select((node, i) => i == forger ? node with { Strategy = new PartialForger(0.05), Owner = "op-forger" } : node)]
            : nodes;
    }

    private static DisputePlan Plan(SeededStream random) => new(random.Chance(0.7), random.Chance(0.6) ? random.Unit() : 0, random.Chance(0.4), random.Chance(0.8));
}
