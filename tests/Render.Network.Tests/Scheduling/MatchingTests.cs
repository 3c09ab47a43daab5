using FsCheck;
using FsCheck.Xunit;
using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

public class MatchingTests
{
    private static readonly SchedulingPolicy Rules = SchedulingPolicy.Default;

    [Fact]
    public void ForNode_SeveralJobs_TakesTheFirstInOrderThatFits()
    {
        JobCandidate[] jobs =
        [
            new(Candidates.Job("job-slow"), 9_000),
            new(Candidates.Job("job-next"), 1_000),
            new(Candidates.Job("job-other", Tier.Trusted) with { Engine = "octane" }, 0),
        ];

        var result = Matching.ForNode(Candidates.Node(), jobs, job => Candidates.Task(job.Value), Rules);

        Assert.Equal("job-next", result.Assignment!.Task.Job.Value);
        Assert.Equal(Candidates.NodeId(0), result.Assignment.Node);
        var passed = Assert.Single(result.Assignment.PassedOver);
        Assert.Equal(("job-other", RefusalCode.Engine), (passed.Job.Value, Assert.Single(passed.Why).Code));
    }

    [Fact]
    public void ForNode_JobWithoutATaskForIt_IsPassedOver()
    {
        JobCandidate[] jobs = [new(Candidates.Job("job-a"), 0), new(Candidates.Job("job-b"), 0)];

        var result = Matching.ForNode(Candidates.Node(), jobs, job => job.Value == "job-b" ? Candidates.Task("job-b") : null, Rules);

        Assert.Equal("job-b", result.Assignment!.Task.Job.Value);
        Assert.Equal(RefusalCode.NoOpenTask, Assert.Single(Assert.Single(result.PassedOver).Why).Code);
    }

    [Fact]
    public void ForNode_NothingFits_SaysWhy()
    {
        var result = Matching.ForNode(Candidates.Node() with { Engines = [] }, [new(Candidates.Job(), 0)], static _ => Candidates.Task(), Rules);

        Assert.Null(result.Assignment);
        Assert.Equal(RefusalCode.Engine, Assert.Single(Assert.Single(result.PassedOver).Why).Code);
    }

    [Fact]
    public void ForNode_ManyJobsPassedOver_NamesTheFirstFew()
    {
        var jobs = Enumerable.Range(0, 50).Select(i => new JobCandidate(Candidates.Job($"job-{i:00}"), 0));

        Assert.Equal(Rules.PassedOverNamed, Matching.ForNode(Candidates.Node(), jobs, static _ => null, Rules).PassedOver.Length);
    }

    [Fact]
    public void ForNode_Assignment_CanBeRecomputed()
    {
        var assignment = Matching.ForNode(Candidates.Node(), [new(Candidates.Job(), 0)], static _ => Candidates.Task(), Rules).Assignment!;

        Assert.True(assignment.Score.IsSound);
        Assert.Equal(Score.Of(ScoreInputs.Of(Candidates.Node(), Candidates.Job()), Rules.Weights[Tier.Priority]), assignment.Score);
        Assert.Contains(assignment.Score.Explain(), assignment.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void ForClaim_FitNode_GetsTheSameAsByAsking()
    {
        var job = new JobCandidate(Candidates.Job(), 0);

        var claimed = Matching.ForClaim(Candidates.Node(), job, Candidates.Task(), TaskHistory.None, Rules).Assignment!;
        var given = Matching.ForNode(Candidates.Node(), [job], static _ => Candidates.Task(), Rules).Assignment!;

        Assert.Equal((given.Task, given.Node, given.Score, given.Explanation), (claimed.Task, claimed.Node, claimed.Score, claimed.Explanation));
    }

    [Fact]
    public void ForClaim_TaskTriedBefore_IsRefused()
    {
        var result = Matching.ForClaim(Candidates.Node(), new(Candidates.Job(), 0), Candidates.Task(), TaskHistory.None with { Tried = [Candidates.NodeId(0)] }, Rules);

        Assert.Null(result.Assignment);
        Assert.Equal(RefusalCode.AlreadyTried, Assert.Single(Assert.Single(result.PassedOver).Why).Code);
    }

    [Property]
    public bool ForTask_AnyNodes_AreFitAndBestFirst(byte[] speeds)
    {
        var nodes = speeds.Select((speed, i) => Candidates.Node(i) with { SpeedMilli = speed * 50, MemoryBytes = speed % 3 == 0 ? 0 : 16L << 30 }).ToArray();
        var tried = TaskHistory.None with { Tried = [Candidates.NodeId(1)] };

        var ranked = Matching.ForTask(Candidates.Job(), tried, nodes, Rules);

        return ranked.Select(entry => entry.Node.Id).ToHashSet().SetEquals(nodes.Where((node, i) => node.MemoryBytes > 0 && i != 1).Select(node => node.Id))
            && ranked.Zip(ranked.Skip(1)).All(pair => pair.First.Score.TotalPpm >= pair.Second.Score.TotalPpm);
    }

    [Property]
    public bool ForTask_OrderOfNodes_ChangesNothing(byte[] speeds)
    {
        var nodes = speeds.Select((speed, i) => Candidates.Node(i) with { SpeedMilli = speed * 50 }).ToArray();
        return Matching.ForTask(Candidates.Job(), TaskHistory.None, nodes, Rules).SequenceEqual(Matching.ForTask(Candidates.Job(), TaskHistory.None, nodes.Reverse(), Rules));
    }
}
