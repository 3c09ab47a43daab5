using FsCheck.Xunit;
using Render.Lifecycle.Dispatch;

namespace Render.Lifecycle.Tests;

public class PoolLevelTests
{
    private const int Bound = 32;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private PoolLevel level;
    private TimeSpan now;

    [Fact]
    public void Rise_BelowTheBound_WakesOneForEachTask() => Assert.Equal(5, Look(5));

    [Fact]
    public void Rise_AboveTheBound_WakesTheBound() => Assert.Equal(Bound, Look(1_000_000));

    [Fact]
    public void Rise_OfAMillionTasksInAThousandGroups_CostsTheBoundAMinute()
    {
        var rung = 0;
        // Opened over ten minutes, while workers take a few between any two groups.
        for (var (group, taken) = (1, 0); group <= 1_000; group++)
        {
            now += TimeSpan.FromMilliseconds(600);
            rung += Look(group * 1_000 - taken);
            taken += 7;
            rung += Look(group * 1_000 - taken);
        }

        Assert.InRange(rung, Bound, 11 * Bound);
    }

    [Fact]
    public void Fall_TasksAreTaken_WakesNobody()
    {
        Look(10);
        for (var open = 9; open >= 0; open--)
            Assert.Equal(0, Look(open));
    }

    [Fact]
    public void Reopened_ByACrash_WakesOneAgain()
    {
        Look(1);
        Look(0);
        Assert.Equal(1, Look(1));
    }

    [Fact]
    public void Emptied_WithinTheMinute_RingsInFullAgain()
    {
        Look(100);
        Look(0);
        Assert.Equal(Bound, Look(100));
    }

    [Fact]
    public void Unchanged_NobodyTakes_RingsAgainAfterOneTwoFourMinutes()
    {
        Look(3);
        var rings = new List<double>();
        for (; now < TimeSpan.FromMinutes(16); now += Second)
            if (Look(3) > 0)
                rings.Add(now.TotalMinutes);

        Assert.Equal([1, 3, 7, 15], rings);
    }

    [Fact]
    public void Unchanged_ForAWeek_RingsAboutOnceAnHour()
    {
        Look(3);
        var rings = 0;
        for (; now < TimeSpan.FromDays(7); now += TimeSpan.FromSeconds(30))
            rings += Look(3);

        Assert.InRange(rings, 150, 175);
    }

    [Fact]
    public void Bound_Zero_NeverRings()
    {
        for (; now < TimeSpan.FromMinutes(5); now += Second)
            Assert.Equal(0, level.Look(7, now, 0).WakeUps);
    }

    [Property]
    public void AnyLevels_WithinAMinute_WakeAtMostTheBoundForEachTimeTasksRanOut(ushort[] levels)
    {
        var (rung, empty) = (0, 1);
        foreach (var open in levels)
        {
            now += TimeSpan.FromTicks(TimeSpan.TicksPerMinute / (levels.Length + 1));
            rung += Look(open);
            empty += open == 0 ? 1 : 0;
        }

        Assert.InRange(rung, 0, empty * Bound);
    }

    private int Look(int open)
    {
        (var wakeUps, level) = level.Look(open, now, Bound);
        return wakeUps;
    }
}
