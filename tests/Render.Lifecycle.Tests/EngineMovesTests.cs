using Render.Lifecycle.Nodes;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Tests;

public sealed class EngineMovesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly QuarantinePolicy Policy = new();
    private static readonly HardwareFacts Processor = new(1, "cpu", 4, 4, 1L << 33, "linux", "x64", 1, Digest.OfText("engine"));

    [Fact]
    public void Quarantines_CloseBehindEachOther_GrowThenExcludeThenEnd()
    {
        var (node, now) = (Active(), Start);
        foreach (var hours in new[] { 1, 3, 9 })
        {
            node = EngineMoves.PutOut(node, "FalseAudit", 3_600, Policy, now)!;
            Assert.Equal((NodeStatus.Quarantined, now.AddHours(hours)), (node.Status, node.QuarantinedUntil));
            now = Return(ref node, now);
        }

        node = EngineMoves.PutOut(node, "FalseAudit", 3_600, Policy, now)!;
        Assert.Equal((NodeStatus.Excluded, now.AddDays(30)), (node.Status, node.QuarantinedUntil));
        Assert.Contains("Excluded for FalseAudit until 2026-01-31 13:00 UTC, the 4. time lately; then it validates again.", node.Reason, StringComparison.Ordinal);
        now = Return(ref node, now);

        // The window has passed: it begins anew.
        node = EngineMoves.PutOut(node, "FalseAudit", 3_600, Policy, now.AddDays(1))!;
        Assert.Equal((NodeStatus.Quarantined, now.AddDays(1).AddHours(1)), (node.Status, node.QuarantinedUntil));
    }

    [Fact]
    public void Quarantine_FaultsOfWorkUnderWay_AreTheSameOne()
    {
        var node = EngineMoves.PutOut(Active(), "FalseAudit", 3_600, Policy, Start)!;
        Assert.Null(EngineMoves.PutOut(node, "InvalidReceipt", 600, Policy, Start.AddMinutes(1)));
        var longer = EngineMoves.PutOut(node, "DisputeLost", 7_200, Policy, Start.AddMinutes(1))!;
        Assert.Single(longer.Engines[^1].Quarantines);
        Assert.Equal(Start.AddMinutes(121), longer.QuarantinedUntil);
    }

    [Fact]
    public void Quarantine_BeforeItsEnd_IsNotServed()
    {
        var node = EngineMoves.PutOut(Active(), "FalseAudit", 3_600, Policy, Start)!;
        Assert.Null(EngineMoves.Served(node, Start.AddMinutes(59)));
        Assert.Equal(NodeStatus.Validating, EngineMoves.Served(node, Start.AddHours(1))!.Status);
    }

    [Fact]
    public void Engine_AnotherClassOfDevices_HasARecordOfItsOwn()
    {
        var gpu = Processor with { DeviceClass = 1090 };
        var node = EngineMoves.PutOut(Active(), "EngineFault", 3_600, Policy, Start)!;

        node = EngineMoves.Registered(node, gpu, Start.AddMinutes(1));
        Assert.Equal((NodeStatus.Validating, null, null), (node.Status, node.QuarantinedUntil, node.Reason));
        node = EngineMoves.Validated(node);
        Assert.Equal(NodeStatus.Active, node.Status);

        // Going back does not end the quarantine, and coming again needs no second validation.
        node = EngineMoves.Registered(node, Processor, Start.AddMinutes(2));
        Assert.Equal((NodeStatus.Quarantined, Start.AddHours(1)), (node.Status, node.QuarantinedUntil));
        node = EngineMoves.Registered(node, gpu, Start.AddMinutes(3));
        Assert.Equal(NodeStatus.Active, node.Status);
        node = EngineMoves.Registered(node, Processor, Start.AddHours(2));
        Assert.Equal(NodeStatus.Validating, node.Status);
    }

    [Fact]
    public void Banned_AnotherEngine_StaysBanned()
    {
        var node = EngineMoves.Registered(Active() with { Status = NodeStatus.Banned, Reason = "forged" }, Processor with { DeviceClass = 1090 }, Start);
        Assert.Equal((NodeStatus.Banned, "forged"), (node.Status, node.Reason));
        Assert.Null(EngineMoves.PutOut(node, "FalseAudit", 60, Policy, Start));
        Assert.Null(EngineMoves.Served(node, Start.AddYears(1)));
    }

    private static DateTimeOffset Return(ref NodeRecord node, DateTimeOffset now)
    {
        now = node.QuarantinedUntil!.Value;
        node = EngineMoves.Validated(EngineMoves.Served(node, now)!);
        Assert.Equal((NodeStatus.Active, null), (node.Status, node.Reason));
        return now;
    }

    private static NodeRecord Active() => new()
    {
        Id = NodeId.FromPublicKey([1, 2, 3]),
        PublicKey = [1, 2, 3],
        Operator = OperatorId.Parse("op-a"),
        Name = "a",
        Region = "eu",
        AskPrice = Tokens.Zero,
        Facts = Processor,
        Benchmark = new BenchmarkResult(1, 1, 1, 1, default),
        Status = NodeStatus.Active,
        Joined = Start,
    };
}
