using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Lifecycle.Proofs;

/// <summary>The pixels behind an auditor's leaves, as far as it showed them. Pure: what is no leaf's is as if it had not been shown.</summary>
/// <param name="Leaves">The leaves, by block.</param>
/// <param name="Sums">The sums that they commit to, by block; blocks that were not shown are not there.</param>
internal sealed record ReportedSums(IReadOnlyDictionary<int, MerkleSum> Leaves, IReadOnlyDictionary<int, byte[]> Sums)
{
    /// <summary>Cuts what was shown into blocks.</summary>
    /// <param name="report">The report.</param>
    /// <param name="region">The task's region.</param>
    /// <param name="shown">Sums of its blocks, one after another; null: none.</param>
    public static ReportedSums Of(AuditReport report, PixelRegion region, byte[]? shown)
    {
        var sums = new Dictionary<int, byte[]>();
        var at = 0;
        foreach (var (block, leaf) in report.Blocks.Select(block => (block.Block, block.Leaf)))
        {
            var length = checked((int)(region.Block(block).Pixels * ResultHeader.PixelSize));
            if (shown is null || at + length > shown.Length)
                break;
            var part = shown[at..(at + length)];
            at += length;
            if (Leaf.Of(report.Task, block, part, leaf.Rays, leaf.Invalid) == leaf)
                sums[block] = part;
        }

        return new ReportedSums(report.Blocks.ToDictionary(block => block.Block, block => block.Leaf), sums);
    }
}
