using Render.Scheduling.Simulation.Engine;
using Render.Scheduling.Simulation.Population;

namespace Render.Lifecycle.Tests;

public class SchedulingSimulationTests
{
    [Fact]
    public void Ours_AFleetThatComesAndGoes_EndsNearTheLeastPossibleAndKeepsSharesAndDeadlines()
    {
        var outcome = Run(0, 300, 20_000);

        Assert.InRange(outcome.Ratio, 1, 1.15);
        // What tiers pay is 1, 2, 4. Two operators' nodes above Trusted's floor for each of its tasks are more than so small a fleet has at times.
        Assert.True(Math.Min(outcome.TierShares[2], outcome.TierShares[1]) > outcome.TierShares[0] * 1.2, string.Join(' ', outcome.TierShares));
        Assert.True(outcome.DeadlinesMet >= outcome.Deadlines * 0.8, $"{outcome.DeadlinesMet} of {outcome.Deadlines}");
    }

    [Fact]
    public void Ours_BesideSimplerRules_EndsNoLaterAndMissesFewerDeadlinesThanFifo()
    {
        var (ours, fifo) = (Run(0, 300, 20_000), Run(1, 300, 20_000));

        Assert.True(ours.Makespan <= fifo.Makespan, $"{ours.Makespan} s, {fifo.Makespan} s");
        Assert.True(ours.DeadlinesMet > fifo.DeadlinesMet, $"{ours.DeadlinesMet}, {fifo.DeadlinesMet}");
    }

    [Fact]
    public void Run_TheSameSeed_IsTheSameRun()
    {
        var (first, second) = (Run(0, 100, 3_000), Run(0, 100, 3_000));

        Assert.Equal((first.Makespan, first.Claims, first.AskedPerFrame), (second.Makespan, second.Claims, second.AskedPerFrame));
    }

    private static Outcome Run(int policy, int nodes, int tasks) =>
        new NetworkRun(Scenario.Of(3, nodes, tasks, new Conditions()), ServingPolicy.All[policy](3)).Go();
}
