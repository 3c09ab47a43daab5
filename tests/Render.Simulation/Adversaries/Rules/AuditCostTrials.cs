using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Simulation.Figures;

namespace Render.Simulation.Adversaries.Rules;

/// <summary>What audits cost where everybody is honest: blocks that auditors trace, and those that the reference CPU traces again, over blocks rendered.</summary>
/// <param name="Tasks">Tasks judged.</param>
/// <param name="Blocks">Blocks of each.</param>
/// <param name="Traced">Blocks traced again, over blocks rendered.</param>
internal sealed record AuditCostTrials(int Tasks, int Blocks, Interval Traced)
{
    /// <summary>Runs the trials.</summary>
    public static AuditCostTrials Run(int tasks, ulong seed)
    {
        var court = new Courtroom(seed, "audit cost", Policy.Default);
        var task = new CourtTask(court, 0, 160, 368, 2);
        var tree = MerkleSumTree.Build(task.Honest);
        AuditorCandidate[] auditors = [new(NodeKey.IdOf(court.Draw()), OperatorId.Parse("op-auditor"), 1)];
        var traced = new List<double>(tasks);
        for (var i = 0; i < tasks; i++)
        {
            var judged = court.Judge(task, tree, block => task.Render(block, task.Samples).Sums, OperatorId.Parse("op-honest"), auditors, (_, block) => task.Honest[block]);
            traced.Add((judged.Drawn + judged.Referred) / (double)task.Region.Blocks);
        }

        return new AuditCostTrials(tasks, task.Region.Blocks, Interval.OfMean(traced));
    }
}
