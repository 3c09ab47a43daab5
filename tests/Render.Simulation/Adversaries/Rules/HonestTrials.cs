using System.Buffers.Binary;
using Render.Lifecycle.Ports;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Simulation.Adversaries.Rules;

/// <summary>What happens to honest nodes when two in five auditors guess or frame them, and one device in ten rounds otherwise than the reference.</summary>
/// <param name="Tasks">Honest tasks judged.</param>
/// <param name="Convicted">Of them convicted: must be 0.</param>
/// <param name="AuditorsBlamed">Honest auditors blamed: must be 0.</param>
/// <param name="FalseAudits">False audits found.</param>
/// <param name="EngineFaults">Receipts of inexact devices that were found out: paid, not punished.</param>
/// <param name="Drawn">Blocks audited.</param>
/// <param name="Referred">Blocks that the reference CPU had to render for it.</param>
internal sealed record HonestTrials(long Tasks, long Convicted, long AuditorsBlamed, long FalseAudits, long EngineFaults, long Drawn, long Referred)
{
    private const int Pool = 500;

    /// <summary>Runs the trials.</summary>
    public static HonestTrials Run(long tasks, ulong seed)
    {
        var court = new Courtroom(seed, "honest", Policy.Default);
        AuditorCandidate[] nodes = [.. Enumerable.Range(0, 10).Select(i => new AuditorCandidate(NodeKey.IdOf(court.Draw()), OperatorId.Parse($"op-{i}"), 1))];
        var liars = nodes.Take(4).ToHashSet();
        CourtTask[] pool = [.. Enumerable.Range(0, Pool).Select(frame => new CourtTask(court, frame, 32, 32, 2))];
        MerkleSumTree[] exact = [.. pool.Select(task => MerkleSumTree.Build(task.Honest))];
        MerkleSumTree[] inexact = [.. pool.Select(task => MerkleSumTree.Build([.. Enumerable.Range(0, task.Region.Blocks).Select(block => task.LeafOf(Rounded(task.Render(block, task.Samples))))]))];
        var result = new HonestTrials(tasks, 0, 0, 0, 0, 0, 0);
        for (var i = 0L; i < tasks; i++)
        {
            var which = court.Random.Below(Pool);
            var (task, rounds) = (pool[which], court.Random.Chance(0.1));
            var judged = court.Judge(
                task, rounds ? inexact[which] : exact[which], block => rounds ? Rounded(task.Render(block, task.Samples)).Sums : task.Render(block, task.Samples).Sums,
                OperatorId.Parse("op-honest"), nodes, (auditor, block) => !liars.Contains(auditor) ? task.Honest[block] : Lie(task, block, court.Random.Below(3)));
            var blamed = judged.Verdict.AuditorAtFault;
            result = result with
            {
                Convicted = result.Convicted + (judged.Verdict.NodeAtFault ? 1 : 0),
                AuditorsBlamed = result.AuditorsBlamed + (blamed && !liars.Contains(judged.Auditor!) ? 1 : 0),
                FalseAudits = result.FalseAudits + (blamed ? 1 : 0),
                EngineFaults = result.EngineFaults + (judged.Verdict.Decision == VerdictDecision.EngineFault ? 1 : 0),
                Drawn = result.Drawn + judged.Drawn,
                Referred = result.Referred + judged.Referred,
            };
        }

        return result;
    }

    /// <summary>A leaf that frames: another picture, other rays, or another block's.</summary>
    private static MerkleSum Lie(CourtTask task, int block, int how) => how switch
    {
        0 => task.Honest[block] with { Hash = Digest.OfText("framed") },
        1 => task.Honest[block] with { Rays = task.Honest[block].Rays / 2 },
        _ => task.Honest[(block + 1) % task.Honest.Length],
    };

    /// <summary>The block as a device renders it that rounds otherwise.</summary>
    private static RenderedBlock Rounded(RenderedBlock block)
    {
        var sums = block.Sums.ToArray();
        for (var at = 0; at < sums.Length; at += 8)
            BinaryPrimitives.WriteInt64LittleEndian(sums.AsSpan(at), BinaryPrimitives.ReadInt64LittleEndian(sums.AsSpan(at)) + (((at / 8) % 3) - 1) * 20L);
        return block with { Sums = sums };
    }
}
