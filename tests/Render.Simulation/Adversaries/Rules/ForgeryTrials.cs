using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Simulation.Actors.Strategies;
using Render.Simulation.Figures;

namespace Render.Simulation.Adversaries.Rules;

/// <summary>How often a node that forges a fraction of a job is caught before the job is settled, and what that comes to.</summary>
/// <param name="Forged">The fraction f.</param>
/// <param name="Trials">Jobs.</param>
/// <param name="Blocks">Blocks of a job: five tasks.</param>
/// <param name="Audited">Blocks drawn of a job in the mean, k.</param>
/// <param name="Detected">Share of the jobs in which it was convicted.</param>
/// <param name="Predicted">What the rules promise: 1 − (1 − f)ᵏ over the draw of k.</param>
/// <param name="StakeMinimum">The stake that the bond of such tasks demands, in tokens.</param>
/// <param name="AdvantageAtMinimum">Mean gain over honest work at that stake, in tokens a job.</param>
/// <param name="AdvantageAtDefault">The same at the default stake.</param>
/// <param name="HonestProfit">What a job earns honestly.</param>
internal sealed record ForgeryTrials(
    double Forged, int Trials, int Blocks, double Audited, Interval Detected, double Predicted, double StakeMinimum, Interval AdvantageAtMinimum, Interval AdvantageAtDefault, double HonestProfit)
{
    private const int Tasks = 5;

    /// <summary>Work of a task: a minute of the reference machine.</summary>
    private const double TaskWork = 60;

    /// <summary>Runs the trials of a fraction.</summary>
    public static ForgeryTrials Run(double fraction, int trials, ulong seed)
    {
        var policy = Policy.Default;
        var court = new Courtroom(seed, FormattableString.Invariant($"forgery {fraction}"), policy);
        var owner = OperatorId.Parse("op-forger");
        // 20 × 46 blocks: five tasks are a job of 4,600.
        CourtTask[] tasks = [.. Enumerable.Range(0, Tasks).Select(frame => new CourtTask(court, frame, 160, 368, 2))];
        MerkleSum[][] blank = [.. tasks.Select(task => Enumerable.Range(0, task.Region.Blocks).Select(block => task.LeafOf(Forgeries.Blank(task.Render(block, task.Samples)))).ToArray())];
        AuditorCandidate[] auditors = [new(NodeKey.IdOf(court.Draw()), OperatorId.Parse("op-honest"), 1)];
        var (blocks, rate) = (tasks[0].Region.Blocks, policy.Tiers.Economy.AuditRatePpm);
        var pay = policy.Prices.Floor.MultiplyDivide((UInt128)policy.Split.OperatorsBp, 10_000);
        var reward = new Tokens(pay.Units * (UInt128)TaskWork);
        var minimum = Amount(DetectionMath.RequiredStake(Enumerable.Repeat((reward, Challenge.Least(blocks, rate)), Tasks)));
        var stake = Amount(new Render.Lifecycle.LifecycleOptions { EngineBuild = 1 }.Stake);
        var (income, cost) = (Amount(reward), CellSummary.Cost * TaskWork);
        var (caught, atMinimum, atDefault) = (0, new List<double>(trials), new List<double>(trials));
        for (var trial = 0; trial < trials; trial++)
        {
            var done = 0;
            var convicted = false;
            while (done < Tasks && !convicted)
            {
                var task = tasks[done];
                var forged = blank[done++];
                MerkleSum[] leaves = [.. task.Honest.Select((leaf, block) => court.Random.Chance(fraction) ? forged[block] : leaf)];
                var judged = court.Judge(task, MerkleSumTree.Build(leaves), Sums(task, leaves), owner, auditors, (_, block) => task.Honest[block]);
                convicted = judged.Verdict.NodeAtFault;
            }

            // Caught before the books are closed, it is paid for nothing and loses its stake; what it computed it has computed in vain.
            var honest = Tasks * (income - cost);
            var gained = convicted ? -done * (1 - fraction) * cost : Tasks * (income - ((1 - fraction) * cost));
            caught += convicted ? 1 : 0;
            atMinimum.Add(gained - (convicted ? minimum : 0) - honest);
            atDefault.Add(gained - (convicted ? stake : 0) - honest);
        }

        return new ForgeryTrials(
            fraction, trials, Tasks * blocks, Tasks * Challenge.Mean(blocks, rate), Interval.OfShare(caught, trials),
            1 - Math.Pow(1 - DetectionMath.Probability(fraction, blocks, rate), Tasks), minimum, Interval.OfMean(atMinimum), Interval.OfMean(atDefault),
            Tasks * (income - cost));
    }

    private static Func<int, byte[]> Sums(CourtTask task, MerkleSum[] leaves) => block =>
        task.Render(block, task.Samples) is var rendered && leaves[block] == task.Honest[block] ? rendered.Sums : Forgeries.Blank(rendered).Sums;

    private static double Amount(Tokens tokens) => (double)tokens.Units / 1e18;
}
