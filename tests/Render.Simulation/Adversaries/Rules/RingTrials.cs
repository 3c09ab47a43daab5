using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Simulation.Actors.Strategies;
using Render.Simulation.Figures;

namespace Render.Simulation.Adversaries.Rules;

/// <summary>How often a task that a ring's member forged whole passes its audit, by the ring's share of the draw.</summary>
/// <param name="Members">The ring's nodes among <paramref name="Nodes"/>.</param>
/// <param name="Nodes">All nodes that may audit.</param>
/// <param name="HasScene">Whether members, and nobody else, have shown that they hold the scene, by work with it that was right: they are four times as likely to be drawn.</param>
/// <param name="Share">Their share of the draw's weights.</param>
/// <param name="Trials">Forged tasks.</param>
/// <param name="Passed">Share that was accepted.</param>
/// <param name="Predicted">share · (1 − repetitions).</param>
internal sealed record RingTrials(int Members, int Nodes, bool HasScene, double Share, int Trials, Interval Passed, double Predicted)
{
    private const int All = 20;

    /// <summary>Runs the trials of a ring.</summary>
    public static RingTrials Run(int members, bool hasScene, int trials, ulong seed)
    {
        var policy = Policy.Default;
        var court = new Courtroom(seed, FormattableString.Invariant($"ring {members} {hasScene}"), policy);
        var weight = hasScene ? 4U : 1U;
        AuditorCandidate[] nodes = [.. Enumerable.Range(0, All).Select(i => new AuditorCandidate(NodeKey.IdOf(court.Draw()), OperatorId.Parse($"op-{i}"), i < members ? weight : 1U))];
        var ring = nodes.Take(members).ToHashSet();
        var task = new CourtTask(court, 0, 64, 64, 2);
        MerkleSum[] blank = [.. Enumerable.Range(0, task.Region.Blocks).Select(block => task.LeafOf(Forgeries.Blank(task.Render(block, task.Samples))))];
        var tree = MerkleSumTree.Build(blank);
        var passed = 0;
        for (var trial = 0; trial < trials; trial++)
        {
            // Whoever forges is a member itself, and cannot be drawn for its own operator.
            var forger = nodes[trial % members];
            var judged = court.Judge(
                task, tree, block => Forgeries.Blank(task.Render(block, task.Samples)).Sums, forger.Operator, nodes, (auditor, block) => ring.Contains(auditor) ? blank[block] : task.Honest[block]);
            passed += Verdict.Pays(judged.Verdict.Decision) ? 1 : 0;
        }

        double others = (members - 1) * weight;
        var share = others / (others + All - members);
        return new RingTrials(members, All, hasScene, share, trials, Interval.OfShare(passed, trials), share * (1 - (policy.AuditRepeatPpm / 1e6)));
    }
}
