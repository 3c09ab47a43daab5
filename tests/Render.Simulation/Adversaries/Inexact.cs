using Render.Network.Jobs;
using Render.Simulation.Actors.Strategies;
using Render.Simulation.Machine;

namespace Render.Simulation.Adversaries;

/// <summary>Puts nodes whose bytes are their own, and jobs that such may render, into a quarter of the scenarios; honest and forging nodes alike take those.</summary>
internal static class Inexact
{
    /// <summary>The scenario with them, drawn apart from everything else, so that a scenario without any stays as it was.</summary>
    public static Scenario Into(Scenario scenario)
    {
        var random = new SeededStream(scenario.Seed, "inexact");
        return !random.Chance(0.25)
            ? scenario
            : scenario with
            {
                Nodes = [.. scenario.Nodes.Select((node, i) => i > 0 && random.Chance(0.4) ? node with { Strategy = new InexactNode() } : node)],
                Jobs = [.. scenario.Jobs.Select(job => random.Chance(0.7) && job.Tier != Tier.Trusted ? job with { Statistical = true, Samples = random.Chance(0.5) ? 8 : 16 } : job)],
            };
    }
}
