using FsCheck;
using FsCheck.Xunit;
using Render.Network.Jobs;
using Render.Network.Quotes;

namespace Render.Network.Tests.Quotes;

public class CompletionEstimateTests
{
    [Property]
    public bool Of_ListScheduling_NeverTakesLonger(NonEmptyArray<byte> tasks, NonEmptyArray<byte> speeds)
    {
        var works = tasks.Get.Select(task => (task + 1) * 1_000L).ToArray();
        var rates = speeds.Get.Select(speed => speed + 1L).ToArray();
        var total = new WorkUnits(works.Sum());

        var estimate = CompletionEstimate.Of(total, total, new WorkUnits(works.Max()), rates)!;

        return Makespan(works, rates) <= estimate.CautiousMillis && estimate.LikelyMillis <= estimate.CautiousMillis;
    }

    [Fact]
    public void Of_OneNodeOneTask_IsItsRunTime() =>
        Assert.Equal(new CompletionEstimate(5_000, 10_000), CompletionEstimate.Of(WorkUnits.FromUnits(10), WorkUnits.FromUnits(20), WorkUnits.FromUnits(10), [2_000]));

    [Fact]
    public void Of_NoSpeed_IsUnknown() => Assert.Null(CompletionEstimate.Of(WorkUnits.FromUnits(1), WorkUnits.FromUnits(1), WorkUnits.FromUnits(1), [0, -5]));

    // Whoever is free first takes the next task.
    private static double Makespan(long[] works, long[] rates)
    {
        var free = new double[rates.Length];
        foreach (var work in works)
        {
            var next = Array.IndexOf(free, free.Min());
            free[next] += work / (double)rates[next];
        }

        return free.Max();
    }
}
