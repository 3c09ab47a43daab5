using Render.Local.Demo;
using Render.Local.Tests.Cli;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Local.Tests.Demo;

public sealed class DemoDirectorTests
{
    private static readonly LeaseId Lease = LeaseId.Parse("00112233445566778899aabbccddeeff");
    private readonly DemoDirector _director = new(DemoCast.Of(4, 2)[2]);

    [Fact]
    public void Victim_InTheMiddleOfATask_IsKilledOnce()
    {
        Assert.Equal(DemoCue.Kill, _director.Next(Examples.JobView(accepted: 12), Busy(0.4)));
        Assert.Equal(DemoCue.None, _director.Next(Examples.JobView(accepted: 12), Busy(0.4)));
        Assert.True(_director.HasKilled);
    }

    [Theory]
    [InlineData(0.0, 12)]
    [InlineData(0.97, 12)]
    [InlineData(0.4, 0)]
    public void Victim_BeforeItsMoment_Lives(double progress, int accepted) =>
        Assert.Equal(DemoCue.None, _director.Next(Examples.JobView(accepted: accepted), Busy(progress)));

    [Fact]
    public void Victim_OfAJobThatIsDone_Lives() =>
        Assert.Equal(DemoCue.None, _director.Next(Examples.JobView(JobState.Assembling, 40), Busy(0.4)));

    [Fact]
    public void Victim_ComesBack_OnceItsTaskIsWithSomebodyElse()
    {
        _director.Next(Examples.JobView(accepted: 12), Busy(0.4));

        Assert.False(_director.MayReturn(Granted(Examples.Task(5, 0), Examples.Node(1)), Examples.Node(3)));
        Assert.False(_director.MayReturn(Granted(Examples.Task(4, 0), Examples.Node(3)), Examples.Node(3)));
        Assert.True(_director.MayReturn(Granted(Examples.Task(4, 0), Examples.Node(1)), Examples.Node(3)));
        Assert.False(_director.MayReturn(Granted(Examples.Task(4, 0), Examples.Node(1)), Examples.Node(3)));
    }

    [Theory]
    [InlineData(3, 2, 1)]
    [InlineData(4, 16, 4)]
    [InlineData(12, 8, 1)]
    public void Cast_OfAnySize_SharesTheCoresAndHasOneOfEach(int count, int cores, int threads)
    {
        var cast = DemoCast.Of(count, cores);

        Assert.Equal(count, cast.Select(n => n.Name).Distinct().Count());
        Assert.Equal(count, cast.Select(n => n.Operator).Distinct().Count());
        Assert.All(cast, n => Assert.Equal(threads, n.Fleet.Threads));
        Assert.All(cast, n => Assert.InRange(n.Fleet.Share * n.Fleet.Threads * count, 1, cores));
        Assert.Single(cast, n => n.Part == DemoPart.Cheats);
        Assert.Single(cast, n => n.Part == DemoPart.IsKilled);
    }

    private static NodeView[] Busy(double progress) =>
        [Examples.NodeView(3, "cedar", NodeStatus.Active, new LeaseProgress(Examples.Task(4, 0), Lease, 1, progress))];

    private static LeaseMoved Granted(TaskId task, NodeId node) => new(task, Lease, node, WorkKind.Render, true);
}
