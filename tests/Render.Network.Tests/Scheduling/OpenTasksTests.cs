using FsCheck;
using FsCheck.Xunit;
using Render.Network.Jobs;
using Render.Network.Scheduling;
using Render.Network.Splitting;

namespace Render.Network.Tests.Scheduling;

public class OpenTasksTests
{
    private static readonly NodeId One = Candidates.NodeId(1);
    private static readonly NodeId Other = Candidates.NodeId(2);

    [Fact]
    public void Next_FreshTasks_ComeInOrder()
    {
        var tasks = All(70);

        Assert.Equal(Enumerable.Range(0, 70), Enumerable.Range(0, 70).Select(_ => Take(tasks, One) ?? -1));
        Assert.Null(tasks.Next(One));
    }

    [Fact]
    public void Next_ReturnedTask_ComesFirstButNotToTheNodeThatHadIt()
    {
        var tasks = All(10);
        Take(tasks, One);
        Take(tasks, One);
        tasks.MarkTried(1, One);
        tasks.Open(1);

        Assert.Equal(2, tasks.Next(One));
        Assert.Equal(1, tasks.Next(Other));
    }

    [Fact]
    public void Next_TaskGivenBackUntried_MayReturnToTheSameNode()
    {
        var tasks = All(1);
        Take(tasks, One);
        tasks.Open(0);

        Assert.Equal(0, tasks.Next(One));
    }

    [Fact]
    public void Next_ConditionOnATriedTask_IsAsked()
    {
        var tasks = All(2);
        tasks.Close(0);
        tasks.MarkTried(0, Other);
        tasks.Open(0);

        Assert.Equal(0, tasks.Next(One, static _ => true));
        Assert.Equal(1, tasks.Next(One, static task => task != 0));
    }

    [Property]
    public void OpenTasks_AnyHistory_AgreesWithAPlainSet(ushort[] steps)
    {
        const int Size = 130;
        var tasks = new OpenTasks(Size);
        var open = new HashSet<int>();
        var tried = new HashSet<(int, NodeId)>();
        foreach (var step in steps)
        {
            var (task, node) = (step / 8 % Size, step % 2 == 0 ? One : Other);
            switch (step % 8)
            {
                case 0 or 1 or 2:
                    Assert.Equal(open.Add(task), tasks.Open(task));
                    break;
                case 3:
                    Assert.Equal(open.Remove(task), tasks.Close(task));
                    break;
                case 4:
                    tasks.MarkTried(task, node);
                    tried.Add((task, node));
                    break;
                default:
                    var next = tasks.Next(node);
                    var eligible = open.Where(candidate => !tried.Contains((candidate, node))).ToHashSet();
                    Assert.Equal(eligible.Count > 0, next is not null);
                    Assert.True(next is null || eligible.Contains(next.Value));
                    if (next is { } taken)
                    {
                        tasks.Close(taken);
                        open.Remove(taken);
                    }

                    break;
            }

            Assert.Equal(open.Count, tasks.Count);
            Assert.Equal(open.Contains(task), tasks.IsOpen(task));
        }
    }

    [Fact]
    public void OpenTasks_AMillion_AreHandedOutOnceEach()
    {
        var tasks = All(SplitLimits.MostTasks);
        var taken = 0;
        while (tasks.Next(One) is { } task && task == taken && tasks.Close(task))
            taken++;

        Assert.Equal((SplitLimits.MostTasks, 0), (taken, tasks.Count));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    public void Open_OutsideTheJob_Throws(int task) => Assert.Throws<ArgumentOutOfRangeException>(() => new OpenTasks(10).Open(task));

    private static OpenTasks All(int count)
    {
        var tasks = new OpenTasks(count);
        tasks.OpenAll();
        return tasks;
    }

    private static int? Take(OpenTasks tasks, NodeId node)
    {
        var next = tasks.Next(node);
        if (next is { } task)
            tasks.Close(task);
        return next;
    }
}
