namespace Render.Network.Proof;

/// <summary>The pixels behind a block on which a node (or an auditor) and the reference CPU differ.</summary>
/// <param name="NodeSums">The node's sums, which its leaf commits to.</param>
/// <param name="ReferenceSums">The reference CPU's sums for the same samples.</param>
/// <param name="NoiseSums">The reference CPU's sums for further sample ranges of the same length, disjoint from the task's and each other: what chance alone does to this block. At least one.</param>
public sealed record BlockDispute(byte[] NodeSums, byte[] ReferenceSums, IReadOnlyList<byte[]> NoiseSums);
