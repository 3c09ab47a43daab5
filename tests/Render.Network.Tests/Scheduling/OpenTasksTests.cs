using FsCheck.Xunit;
using Render.Network.Scheduling;
using Render.Network.Splitting;

namespace Render.Network.Tests.Scheduling;

public class OpenTasksTests
{
    [Fact]
    public void First_OpenTasks_ComeInOrder()
    {
        var tasks = All(70);

        Assert.Equal(Enumerable.Range(0, 70), Enumerable.Range(0, 70).Select(_ => Take(tasks) ?? -1));
        Assert.Null(tasks.First());
    }

    [Fact]
    public void First_TaskOpenedAgain_ComesByItsNumber()
    {
        var tasks = All(130);
        for (var i = 0; i < 100; i++)
            Take(tasks);

        Assert.True(tasks.Open(3));
        Assert.False(tasks.Open(3));
        Assert.Equal([3, 100], [Take(tasks), Take(tasks)]);
    }

    [Property]
    public void OpenTasks_AnyHistory_AgreesWithAPlainSet(ushort[] steps)
    {
        const int Size = 130;
        const int Late = 70;
        var tasks = new OpenTasks(Size, Late);
        var open = new SortedSet<int>();
        foreach (var step in steps)
        {
            var task = step / 4 % Size;
            switch (step % 4)
            {
                case 0 or 1:
                    Assert.Equal(open.Add(task), tasks.Open(task));
                    break;
                case 2:
                    Assert.Equal(open.Remove(task), tasks.Close(task));
                    break;
                default:
                    Assert.Equal(open.Count == 0 ? null : open.Min, Take(tasks));
                    open.Remove(open.Min);
                    break;
            }

            Assert.Equal(open.Count, tasks.Count);
            Assert.Equal(open.Contains(task), tasks.IsOpen(task));
            Assert.Equal(open.Where(other => other >= Late).Cast<int?>().FirstOrDefault(), tasks.FirstLate());
        }
    }

    [Fact]
    public void OpenTasks_AMillion_AreHandedOutOnceEach()
    {
        var tasks = All(SplitLimits.MostTasks);
        var taken = 0;
        while (tasks.First() is { } task && task == taken && tasks.Close(task))
            taken++;

        Assert.Equal((SplitLimits.MostTasks, 0), (taken, tasks.Count));
    }

    [Fact]
    public void FirstLate_AJobWithoutLastTasks_IsNone()
    {
        Assert.Null(All(64).FirstLate());
        Assert.Null(All(70).FirstLate());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    public void Open_OutsideTheJob_Throws(int task) => Assert.Throws<ArgumentOutOfRangeException>(() => new OpenTasks(10).Open(task));

    private static OpenTasks All(int count)
    {
        var tasks = new OpenTasks(count);
        for (var task = 0; task < count; task++)
            tasks.Open(task);
        return tasks;
    }

    private static int? Take(OpenTasks tasks)
    {
        var next = tasks.First();
        if (next is { } task)
            tasks.Close(task);
        return next;
    }
}
