using FsCheck.Xunit;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Tests.Economics;

public sealed class AcceptedWorkTests
{
    private static readonly TaskId Task = new(JobId.Parse("job-1"), 0, new PixelRegion(0, 0, 8, 8), new SampleRange(0, 1));

    [Property]
    public bool Share_AnyRays_AddsUpAndDiffersByOneAtMost(ulong rays, byte nodes)
    {
        NodeId[] sharing = [.. Enumerable.Range(0, 1 + nodes % 8).Select(Node)];
        var shares = AcceptedWork.Share(rays, sharing);
        var parts = LargestRemainder.Split(new Tokens(rays), [.. sharing.Select(node => new Share(node.Value, 1))]);
        return shares.Aggregate(UInt128.Zero, (sum, share) => sum + share) == rays
            && shares.Max() - shares.Min() <= 1
            && shares.Select(share => new Tokens(share)).SequenceEqual(parts);
    }

    [Fact]
    public void Of_Replicas_ShareTheRaysOfTheFirst() => Assert.Equal(
        101UL, AcceptedWork.Of([Verdict(1, 101), Verdict(2, 101)], new HashSet<NodeId>(), replicated: true).Aggregate(0UL, (sum, work) => sum + work.RenderedRays));

    [Fact]
    public void Of_ReplicaOfAConvictedNode_LeavesAllToTheOther() => Assert.Equal(
        [new NodeWork(Node(2), Owner(2), 101, 0)], AcceptedWork.Of([Verdict(1, 101), Verdict(2, 101)], new HashSet<NodeId> { Node(1) }, replicated: true));

    [Fact]
    public void Of_DuplicateWhereNobodyReplicates_IsNotPaid() => Assert.Equal(
        [new NodeWork(Node(1), Owner(1), 101, 0)], AcceptedWork.Of([Verdict(1, 101), Verdict(2, 101)], new HashSet<NodeId>()));

    private static VerdictRecorded Verdict(int node, ulong rays) => new(
        Task, Samples.Digest(node), Node(node), Owner(node), 1, [0], false, null, null, null, default, VerdictDecision.Accepted, false, false, rays, 0);

    private static NodeId Node(int number) => NodeKey.IdOf(Samples.Digest(number));

    private static OperatorId Owner(int number) => OperatorId.Parse($"op-{number}");
}
