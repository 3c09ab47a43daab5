using FsCheck.Xunit;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

public class MatchingTests
{
    private static ScoreWeights Weights(Tier tier) => ScoreWeights.Of(Policy.Default.Tiers.For(tier));

    [Fact]
    public void ForNode_SeveralJobs_AreThoseItIsFitForInOrder()
    {
        JobCandidate[] jobs =
        [
            new(Candidates.Job("job-cheap", Tier.Economy), Workforce.Of(11_000)),
            new(Candidates.Job("job-slow"), Workforce.Of(9_000)),
            new(Candidates.Job("job-next"), Workforce.Of(1_000)),
            new(Candidates.Job("job-other", Tier.Trusted) with { Engine = "octane", TierWeight = 4_000 }, default),
            new(Candidates.Job("job-first", Tier.Trusted) with { TierWeight = 4_000 }, Workforce.Of(39_000)),
        ];

        var matches = Matching.ForNode(Candidates.Node(), jobs, Weights);

        Assert.Equal(["job-first", "job-next", "job-slow", "job-cheap"], matches.Select(match => match.Job.Needs.Job.Value));
    }

    [Fact]
    public void ForNode_NothingFits_IsEmpty() =>
        Assert.Empty(Matching.ForNode(Candidates.Node() with { Engines = [] }, [new(Candidates.Job(), default(Workforce))], Weights));

    [Fact]
    public void ForNode_Match_CanBeRecomputed()
    {
        var match = Assert.Single(Matching.ForNode(Candidates.Node(), [new(Candidates.Job(), Workforce.Of(1_500))], Weights));

        Assert.True(match.Score.IsSound);
        Assert.Equal(Score.Of(ScoreInputs.Of(Candidates.Node(), Candidates.Job()), Weights(Tier.Priority)), match.Score);
        Assert.Equal($"Priority, 1.5 units/s attached; score {match.Score.Explain()}", match.Explain());
    }

    [Property]
    public bool ForNode_OrderOfJobs_ChangesNothing(byte[] speeds)
    {
        var jobs = speeds.Select((speed, i) => new JobCandidate(Candidates.Job($"job-{i}", (Tier)(1 + (speed % 3))) with { ReputationFloorPpm = speed * 5_000 }, Workforce.Of(speed))).ToArray();

        var matches = Matching.ForNode(Candidates.Node(), jobs, Weights);

        return matches.SequenceEqual(Matching.ForNode(Candidates.Node(), jobs.Reverse(), Weights))
            && matches.Length == jobs.Count(job => job.Needs.ReputationFloorPpm <= Candidates.Node().ReputationPpm);
    }
}
