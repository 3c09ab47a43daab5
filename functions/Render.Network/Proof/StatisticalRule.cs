using Render.Network.Governance;

namespace Render.Network.Proof;

/// <summary>
/// What follows from comparing replicas of a task that rendered different samples. Pure, and never a conviction: who stands alone is not paid for the
/// task, by the penalty table of <see cref="Reputation.Fault.Diverged"/>, which can cost no stake.
/// </summary>
public static class StatisticalRule
{
    /// <summary>Compares two results of a task whole.</summary>
    /// <exception cref="ArgumentException">They are not of one region and frame, have different numbers of samples, share samples, or are not aligned powers of two.</exception>
    public static StatisticalFinding Compare(ResultFile a, ResultFile b, StatisticalPolicy policy)
    {
        var (left, right) = (a.Header, b.Header);
        if (left.Region != right.Region || left.Frame != right.Frame)
            throw new ArgumentException("The results are not of one region and frame.", nameof(b));
        if (left.Samples.Count != right.Samples.Count)
            throw new ArgumentException("The results have different numbers of samples: their noise cannot be exchanged.", nameof(b));
        if (Math.Max(left.Samples.Start, right.Samples.Start) - Math.Min(left.Samples.Start, right.Samples.Start) < left.Samples.Count)
            throw new ArgumentException("The results share samples: they would agree by that alone.", nameof(b));
        // A sampler that stratifies gives ranges one law only where each is a whole stratum of its sequence.
        if (!int.IsPow2(left.Samples.Count) || left.Samples.Start % left.Samples.Count != 0 || right.Samples.Start % right.Samples.Count != 0)
            throw new ArgumentException("The ranges are not aligned powers of two: their noise follows different laws.", nameof(b));
        var test = new StatisticalTest();
        for (var block = 0; block < a.Blocks; block++)
        {
            var width = Math.Min(Jobs.PixelRegion.BlockSize, left.Region.Width - block % left.Region.BlockColumns * Jobs.PixelRegion.BlockSize);
            test.Add(StatisticalBlock.Of(a.Block(block).Sums, b.Block(block).Sums, width));
        }

        return test.Find(policy.FalseAlarmPpm);
    }

    /// <summary>
    /// Decides over replicas in the order they came. Two that agree are accepted. Where they do not, one more of another operator is asked, and who agrees
    /// with a middle that more than half are part of is accepted. At <see cref="StatisticalPolicy.MostReplicas"/> without such a middle, the reference CPU renders the task
    /// with samples of its own, and who agrees with that is accepted.
    /// </summary>
    /// <param name="agree">For each pair i &lt; j of replicas, whether they agree; called once a pair at most.</param>
    /// <param name="replicas">How many came, 1 or more.</param>
    /// <param name="policy">How many at most.</param>
    public static StatisticalDecision Decide(Func<int, int, bool> agree, int replicas, StatisticalPolicy policy)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        var friends = Enumerable.Range(0, replicas).Select(i => new SortedSet<int> { i }).ToArray();
        for (var i = 0; i < replicas; i++)
            for (var j = i + 1; j < replicas; j++)
                if (agree(i, j))
                {
                    friends[i].Add(j);
                    friends[j].Add(i);
                }

        // Agreement within chance is no equivalence: who has the most friends is the middle, and they are accepted with it.
        var middle = friends.MaxBy(set => set.Count)!;
        if (middle.Count > 1 && 2 * middle.Count > replicas) return new StatisticalDecision(StatisticalStep.Accept, [.. middle]);
        return new StatisticalDecision(replicas < policy.MostReplicas ? StatisticalStep.AnotherReplica : StatisticalStep.Reference, []);
    }
}
