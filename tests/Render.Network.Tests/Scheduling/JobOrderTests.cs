using FsCheck;
using FsCheck.Xunit;
using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

public class JobOrderTests
{
    [Fact]
    public void Compare_Jobs_TheLeastServedForItsWeightComesFirst()
    {
        JobCandidate[] jobs =
        [
            Candidate("job-b", Tier.Priority, 5_000, 1),
            Candidate("job-c", Tier.Priority, 6_000, 2),
            Candidate("job-d", Tier.Priority, 9_000, 1),
            Candidate("job-e", Tier.Priority, 3_000, 1),
        ];

        Assert.Equal(["job-c", "job-e", "job-b", "job-d"], jobs.Order(JobOrder.Instance).Select(job => job.Needs.Job.Value));
    }

    [Fact]
    public void Compare_JobsBehindTheirDeadline_ComeFirstTheEarliestBeforeTheOthers()
    {
        JobCandidate[] jobs =
        [
            Candidate("job-free", Tier.Priority, 0, 1),
            Candidate("job-late", Tier.Priority, 5_000, 1) with { Due = new Due(9_000, 5_001, true) },
            Candidate("job-soon", Tier.Priority, 7_000, 1) with { Due = new Due(8_000, 9_000, true) },
            Candidate("job-ahead", Tier.Priority, 6_000, 1) with { Due = new Due(1_000, 6_000, true) },
            Candidate("job-lost", Tier.Priority, 6_500, 1) with { Due = new Due(1_000, 0, true) },
        ];

        Assert.Equal(
            ["job-soon", "job-late", "job-free", "job-ahead", "job-lost"], jobs.Order(JobOrder.Instance).Select(job => job.Needs.Job.Value));
    }

    [Theory]
    [InlineData(10_000_000, 10_000, 100_000, 1_251)]
    [InlineData(10_000_000, 10_000, 999, 0)]
    [InlineData(10_000_000, 0, 100_000, 0)]
    public void Due_WorkAndTime_NeedTheQuotientAndAReserveUnlessTheNetworkIsTooSlow(long leftMicros, long atMillis, long fleetMilli, long needed) =>
        Assert.Equal(new Due(atMillis, needed, true), Due.Firm(leftMicros, atMillis, 0, fleetMilli));

    [Theory]
    [InlineData(1_000_000, 100, 10_000_000, 1_250)]
    [InlineData(749_000, 100, 10_000_000, 0)]
    [InlineData(1_000_000, 1_000, 1_000_000, 0)]
    public void Scarce_WorkOfFewNodes_IsDueAtTheNetworksOwnEnd(long leftMicros, long fitMilli, long allMicros, long needed)
    {
        // The whole network needs 10 s for everything, or 1.
        var due = Due.Scarce(leftMicros, fitMilli, allMicros, 5_000, 1_000);

        Assert.Equal(needed == 0 ? null : new Due(5_000 + (allMicros / 1_000), needed / 10 + 1, false), due);
    }

    [Property]
    public bool Compare_ThreeJobs_IsATotalOrder(byte a, byte b, byte c)
    {
        var (x, y, z) = (Any(a), Any(b), Any(c));
        var order = JobOrder.Instance;
        return Math.Sign(order.Compare(x, y)) == -Math.Sign(order.Compare(y, x))
            && (order.Compare(x, y) > 0 || order.Compare(y, z) > 0 || order.Compare(x, z) <= 0)
            && (order.Compare(x, y) != 0 || a == b);
    }

    [Property]
    public bool Order_ServingOneByOne_SharesSpeedByWeight(PositiveInt first, PositiveInt second)
    {
        // Whoever is served gets a node of the same speed: attached speed per weight never differs by more than one node's worth.
        int[] weights = [1 + (first.Get % 5), 1 + (second.Get % 5)];
        var attached = new long[2];
        for (var round = 0; round < 60; round++)
        {
            var next = Enumerable.Range(0, 2).Select(i => Candidate($"job-{i}", Tier.Economy, attached[i], weights[i])).Order(JobOrder.Instance).First();
            attached[next.Needs.Job.Value[^1] - '0'] += 1_000;
        }

        return Math.Abs((attached[0] * weights[1]) - (attached[1] * weights[0])) <= 1_000 * Math.Max(weights[0], weights[1]);
    }

    private static JobCandidate Any(byte bits) => Candidate($"job-{bits}", (Tier)((bits % 3) + 1), bits / 3 % 4 * 1_000, (bits / 12 % 3) + 1) with
    {
        Due = bits < 128 ? null : new Due(bits % 5, bits % 7 * 500, true),
    };

    private static JobCandidate Candidate(string id, Tier tier, long speed, int weight) => new(Candidates.Job(id, tier), Workforce.Of(speed), weight);
}
