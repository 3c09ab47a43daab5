using FsCheck;
using FsCheck.Xunit;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Splitting;

namespace Render.Network.Tests.Splitting;

public class TaskSplitterTests
{
    private static readonly JobId Job = JobId.Parse("job-1");

    [Property(Arbitrary = [typeof(SplitRequests.Small)], MaxTest = 100)]
    public bool Plan_SmallJob_CoversEveryPixelAndSampleOnce(SplitRequest request)
    {
        var (frames, size, samples) = (request.Frames, request.Size, request.Samples);
        var seen = new byte[frames.Count * size.Pixels * samples];
        foreach (var task in TaskSplitter.Plan(request).All(Job))
        {
            for (var y = task.Region.Y; y < task.Region.Y + task.Region.Height; y++)
            {
                for (var x = task.Region.X; x < task.Region.X + task.Region.Width; x++)
                {
                    for (var s = task.Samples.Start; s < task.Samples.End; s++)
                        seen[((((task.Frame - frames.First) * (long)size.Height) + y) * size.Width + x) * samples + s]++;
                }
            }
        }

        return seen.All(count => count == 1);
    }

    [Property(Arbitrary = [typeof(SplitRequests.Large)], MaxTest = 300)]
    public void Plan_AnyJob_StaysWithinTheLimits(SplitRequest request)
    {
        var plan = TaskSplitter.Plan(request);

        Assert.InRange(plan.Tasks, 1, SplitLimits.MostTasks);
        Assert.InRange(plan.Groups, 1, 1_000);
        Assert.Equal(0, plan.TileWidth % PixelRegion.BlockSize);
        Assert.Equal(0, plan.TileHeight % PixelRegion.BlockSize);
        Assert.InRange(plan.TileWidth, 8, SplitLimits.LargestTile);
        Assert.InRange(plan.TileHeight, 8, SplitLimits.LargestTile);
        // Exactly once: the parts of each axis begin where the one before ends, and the last ends with the axis.
        Assert.True((long)(plan.Columns - 1) * plan.TileWidth < request.Size.Width && (long)plan.Columns * plan.TileWidth >= request.Size.Width);
        Assert.True((long)(plan.Rows - 1) * plan.TileHeight < request.Size.Height && (long)plan.Rows * plan.TileHeight >= request.Size.Height);
        Assert.True((long)(plan.SampleParts - 1) * plan.SamplesPerTask < request.Samples && (long)plan.SampleParts * plan.SamplesPerTask >= request.Samples);
    }

    [Property(Arbitrary = [typeof(SplitRequests.Large)], MaxTest = 100)]
    public bool Plan_AnyTaskNumber_RoundTrips(SplitRequest request, NonNegativeInt number)
    {
        var plan = TaskSplitter.Plan(request);
        var index = number.Get % plan.Tasks;
        return plan.IndexOf(plan.Task(Job, index)) == index && plan.IndexOf(plan.Task(Job, plan.Tasks - 1)) == plan.Tasks - 1;
    }

    [Property(Arbitrary = [typeof(SplitRequests.Large)], MaxTest = 100)]
    public bool Plan_SameRequest_IsTheSame(SplitRequest request) => TaskSplitter.Plan(request) == TaskSplitter.Plan(request with { });

    [Property(Arbitrary = [typeof(SplitRequests.Large)], MaxTest = 200)]
    public bool Plan_MoreTasksThanWanted_OnlyWhereATileWouldBeTooLarge(SplitRequest request)
    {
        var plan = TaskSplitter.Plan(request);
        var wanted = Math.Max(1, (request.Work.Share(1, (ulong)request.Frames.Count).Micros / TargetRunTime.Work(request).Micros) + 1);
        var fewest = (long)SplitLimits.FewestTasks(1, request.Size.Width, request.Size.Height);
        return (long)plan.Columns * plan.Rows * plan.SampleParts <= Math.Max(wanted, fewest);
    }

    [Fact]
    public void Groups_AllOfAPlan_HoldEveryTaskOnce()
    {
        var plan = new SplitPlan(new FrameRange(3, 52), new ImageSize(640, 360), 16, 128, 96, 8);

        Assert.Equal(2_000, plan.Tasks);
        Assert.Equal(plan.All(Job), Enumerable.Range(0, plan.Groups).SelectMany(group => plan.Group(Job, group)));
        Assert.All(Enumerable.Range(0, plan.Groups), group => Assert.InRange(plan.Group(Job, group).Count(), 1, SplitLimits.TasksPerGroup));
    }

    [Fact]
    public void Plan_HeavyFrame_IsCutToTheTarget()
    {
        // 4 nodes, 640 units of work: 20 s a task, so 32 tasks in 2 frames.
        var plan = TaskSplitter.Plan(new SplitRequest(new FrameRange(0, 1), new ImageSize(640, 360), 64, WorkUnits.FromUnits(640), 4, 4_000));

        Assert.InRange(plan.Columns * plan.Rows * plan.SampleParts * 2, 16, 32);
    }

    [Fact]
    public void Plan_LightFrames_AreNotCut()
    {
        var plan = TaskSplitter.Plan(new SplitRequest(new FrameRange(0, 23), new ImageSize(640, 360), 4, WorkUnits.FromUnits(24), 3, 3_000));

        Assert.Equal(24, plan.Tasks);
    }

    [Fact]
    public void Plan_SmallPictureManySamples_CutsSamples()
    {
        var plan = TaskSplitter.Plan(new SplitRequest(new FrameRange(0, 0), new ImageSize(32, 32), 1_000, WorkUnits.FromUnits(6_000), 10, 10_000));

        Assert.Equal((1, 1), (plan.Columns, plan.Rows));
        Assert.Equal(100, plan.SampleParts);
    }

    [Property(Arbitrary = [typeof(SplitRequests.Large)], MaxTest = 200)]
    public bool Plan_OfAStatisticalJob_HasAlignedHalvesOfEveryTile(SplitRequest request, byte bits)
    {
        var statistical = request with { Samples = 1 << (3 + (bits % 18)), Statistical = true };
        if (SplitLimits.FewestTasks(request.Frames.Count, request.Size.Width, request.Size.Height) * 2 > SplitLimits.MostTasks)
            return true;
        var plan = TaskSplitter.Plan(statistical);
        var (first, second) = (plan.Task(Job, 0), plan.Task(Job, 1));
        return plan.SampleParts == 2 && plan.Head % 2 == 0 && 2 * (plan.Tail?.SamplesPerTask ?? plan.SamplesPerTask) == statistical.Samples
            && plan.Tasks <= SplitLimits.MostTasks && SplitLimits.TasksPerGroup % plan.SampleParts == 0
            && StatisticalRule.WhyNot(new ResultHeader(first.Region, first.Frame, first.Samples), new ResultHeader(second.Region, second.Frame, second.Samples)) is null
            && first.Samples.Count + second.Samples.Count == statistical.Samples
            && (plan.TileOf(0), plan.TileOf(1), plan.TileOf(plan.Tasks - 1)) == (0, 0, plan.Tasks - 2);
    }

    [Property(Arbitrary = [typeof(SplitRequests.Small)], MaxTest = 100)]
    public void Plan_InHalves_CoversEveryPixelAndSampleOnceAndNoTaskIsOfBoth(SplitRequest request, bool statistical)
    {
        var halved = request with { Samples = statistical ? 8 : 2 * request.Samples, InHalves = true, Statistical = statistical };
        var (frames, size, samples) = (halved.Frames, halved.Size, halved.Samples);
        var seen = new byte[frames.Count * size.Pixels * samples];
        var plan = TaskSplitter.Plan(halved);
        foreach (var (task, index) in plan.All(Job).Select((task, index) => (task, index)))
        {
            Assert.Equal(index, plan.IndexOf(task));
            Assert.True(task.Samples.End <= samples / 2 || task.Samples.Start >= samples / 2, task.ToString());
            for (var y = task.Region.Y; y < task.Region.Y + task.Region.Height; y++)
                for (var x = task.Region.X; x < task.Region.X + task.Region.Width; x++)
                    for (var s = task.Samples.Start; s < task.Samples.End; s++)
                        seen[((((task.Frame - frames.First) * (long)size.Height) + y) * size.Width + x) * samples + s]++;
        }

        Assert.All(seen, count => Assert.Equal(1, count));
        Assert.Equal(Enumerable.Range(0, plan.Tasks), Enumerable.Range(frames.First, (int)frames.Count).SelectMany(plan.TasksOf).Order());
    }

    [Property(Arbitrary = [typeof(SplitRequests.Large)], MaxTest = 200)]
    public void Plan_InHalves_StaysWithinTheLimits(SplitRequest request)
    {
        if (SplitLimits.FewestTasks(request.Frames.Count, request.Size.Width, request.Size.Height) * 2 > SplitLimits.MostTasks)
            return;
        var plan = TaskSplitter.Plan(request with { Samples = Math.Max(2, request.Samples / 2 * 2), InHalves = true });

        Assert.InRange(plan.Tasks, 2, SplitLimits.MostTasks);
        Assert.Equal(0, plan.SampleParts % 2);
        Assert.Equal(plan.Tasks - 1, plan.IndexOf(plan.Task(Job, plan.Tasks - 1)));
    }

    [Fact]
    public void Plan_InHalvesOfAnOddNumber_CutsEachHalfOnItsOwn()
    {
        // As much as a hundred tasks in one tile: of each half of 49 samples, 24 ranges of two and one of one.
        var plan = TaskSplitter.Plan(new SplitRequest(new FrameRange(0, 0), new ImageSize(32, 32), 98, WorkUnits.FromUnits(3_000), 10, 10_000) { InHalves = true });

        Assert.Equal(50, plan.SampleParts);
        Assert.Equal(
            [new(0, 2), new(48, 1), new(49, 2), new(97, 1)],
            new[] { 0, 24, 25, 49 }.Select(index => plan.Task(Job, index).Samples));
    }

    [Fact]
    public void Plan_InHalvesOfOddSamples_Throws() => Assert.Throws<ArgumentException>(
        () => TaskSplitter.Plan(new SplitRequest(new FrameRange(0, 0), new ImageSize(8, 8), 7, WorkUnits.Zero, 1, 0) { InHalves = true }));

    [Fact]
    public void Plan_OfAStatisticalJobOfOddSamples_Throws() => Assert.Throws<ArgumentException>(
        () => TaskSplitter.Plan(new SplitRequest(new FrameRange(0, 0), new ImageSize(8, 8), 9, WorkUnits.Zero, 1, 0) { Statistical = true }));

    [Fact]
    public void Plan_LongTasks_TheLastRoundIsCutToAnEighth()
    {
        // 10 nodes, 8,000 units of work: 60 s a task; the last 600 of all 8,000 s in tasks of 7.5 s.
        var request = new SplitRequest(new FrameRange(0, 99), new ImageSize(1_920, 1_080), 64, WorkUnits.FromUnits(8_000), 10, 10_000);
        var plan = TaskSplitter.Plan(request);
        var (whole, last) = (Work(0), Work(plan.Head));
        var part = Enumerable.Range(plan.Head, plan.Tasks - plan.Head).Sum(Work);

        Assert.InRange(whole, 40e6, 82e6);
        Assert.InRange(last, whole / 16, whole / 3);
        Assert.InRange(part, 600e6, 700e6);

        double Work(int index) => plan.WorkOf(plan.Task(Job, index), request.Work).Micros;
    }

    [Fact]
    public void Plan_OneLongFrame_ItsLowerRowsAreCutFiner()
    {
        var plan = TaskSplitter.Plan(new SplitRequest(new FrameRange(5, 5), new ImageSize(1_920, 1_080), 64, WorkUnits.FromUnits(8_000), 10, 10_000));

        Assert.Equal(5, plan.Tail!.Frame);
        Assert.InRange(plan.Tail.Top, 800, 1_079);
        Assert.Equal(0, plan.Tail.Top % plan.TileHeight);
    }

    [Fact]
    public void Plan_TasksOfASecondsLength_AreNotCutFurther() => Assert.Null(
        TaskSplitter.Plan(new SplitRequest(new FrameRange(0, 23), new ImageSize(640, 360), 64, WorkUnits.FromUnits(24), 3, 3_000)).Tail);

    [Theory]
    [InlineData(3, 0)]
    [InlineData(3, 32)]
    [InlineData(5, 64)]
    public void Tail_AnyBegin_CoversEveryPixelAndSampleOnceAndRoundTrips(int frame, int top)
    {
        var plan = new SplitPlan(new FrameRange(2, 5), new ImageSize(72, 80), 6, 40, 32, 4) { Tail = new SplitTail(frame, top, 32, 16, 2) };
        var seen = new int[4, 80, 72, 6];
        foreach (var (task, index) in plan.All(Job).Select((task, index) => (task, index)))
        {
            Assert.Equal(index, plan.IndexOf(task));
            Assert.Equal(index >= plan.Head, task.Frame > frame || (task.Frame == frame && task.Region.Y >= top));
            for (var y = task.Region.Y; y < task.Region.Y + task.Region.Height; y++)
                for (var x = task.Region.X; x < task.Region.X + task.Region.Width; x++)
                    for (var sample = task.Samples.Start; sample < task.Samples.End; sample++)
                        seen[task.Frame - 2, y, x, sample]++;
        }

        Assert.All(seen.Cast<int>(), count => Assert.Equal(1, count));
        Assert.Equal(Enumerable.Range(0, plan.Tasks), Enumerable.Range(2, 4).SelectMany(plan.TasksOf).Order());
        for (var at = 2; at <= 5; at++)
        {
            Assert.Equal(plan.CountOf(at), plan.TasksOf(at).Count());
            Assert.All(plan.TasksOf(at), index => Assert.Equal(at, plan.Task(Job, index).Frame));
        }
    }

    [Fact]
    public void IndexOf_ATaskOfTheOtherPart_IsMinusOne()
    {
        var plan = new SplitPlan(new FrameRange(0, 1), new ImageSize(64, 64), 8, 32, 32, 8) { Tail = new SplitTail(1, 32, 32, 16, 8) };
        var (whole, last) = (plan.Task(Job, 0), plan.Task(Job, plan.Head));

        Assert.Equal(-1, plan.IndexOf(whole with { Frame = 1, Region = whole.Region with { Y = 32 } }));
        Assert.Equal(-1, plan.IndexOf(last with { Frame = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.CountOf(2));
    }

    [Fact]
    public void Plan_MillionsOfTasksWanted_IsCoarser()
    {
        var plan = TaskSplitter.Plan(new SplitRequest(
            new FrameRange(0, 99_999), new ImageSize(4_096, 4_096), 1_024, WorkUnits.FromUnits(4_000_000_000), 100_000, 100_000_000));

        Assert.InRange(plan.Tasks, 500_000, SplitLimits.MostTasks);
    }

    [Theory]
    [InlineData(0, 0, 8, 0)]
    [InlineData(0, -1, 8, 8)]
    [InlineData(0, 3_906, 65_536, 65_536)]
    public void Plan_EmptyOrTooLargeJob_Throws(int first, int last, int width, int height) => Assert.Throws<ArgumentException>(
        () => TaskSplitter.Plan(new SplitRequest(new FrameRange(first, last), new ImageSize(width, height), 1, WorkUnits.Zero, 1, 0)));

    [Fact]
    public void IndexOf_ForeignTask_IsMinusOne()
    {
        var plan = new SplitPlan(new FrameRange(0, 1), new ImageSize(64, 64), 8, 32, 32, 8);
        var task = plan.Task(Job, 0);

        Assert.Equal(-1, plan.IndexOf(task with { Frame = 2 }));
        Assert.Equal(-1, plan.IndexOf(task with { Region = new PixelRegion(8, 0, 32, 32) }));
        Assert.Equal(-1, plan.IndexOf(task with { Region = new PixelRegion(int.MaxValue, 0, 32, 32) }));
        Assert.Equal(-1, plan.IndexOf(task with { Samples = new SampleRange(0, 4) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.Task(Job, plan.Tasks));
    }

    [Property(Arbitrary = [typeof(SplitRequests.Small)], MaxTest = 50)]
    public bool WorkOf_AllTasks_SumsToTheJobUpToRounding(SplitRequest request)
    {
        var plan = TaskSplitter.Plan(request);
        var sum = plan.All(Job).Sum(task => plan.WorkOf(task, request.Work).Micros);
        return sum >= request.Work.Micros && sum <= request.Work.Micros + plan.Tasks;
    }
}
