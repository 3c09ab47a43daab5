using System.Numerics;
using Render.Lifecycle.Results;
using Render.Lifecycle.Tests.Support;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Tests;

public class ReceiptTests
{
    [Fact]
    public async Task Receipt_SentTwice_GivesTheSameAnswer()
    {
        await using var network = await Leased();
        var (node, work) = (network.Network.Nodes[0], network.Work);
        var (result, message) = node.Render(work);
        await ScriptedNode.Upload(network.Coordinator, result);

        var first = await network.Submit(message);
        var second = await network.Submit(message);

        Assert.Equal(first.Value!.LedgerSequence, second.Value!.LedgerSequence);
    }

    [Fact]
    public async Task Receipt_SentAgainAfterSettlement_GivesTheSameSequence()
    {
        await using var network = await Leased();
        var (result, message) = network.Network.Nodes[0].Render(network.Work);
        await ScriptedNode.Upload(network.Coordinator, result);
        var first = await network.Submit(message);
        await network.Network.Until(network.Work.Task.Id.Job, JobState.Settled);

        var late = await network.Submit(message);

        Assert.Equal(first.Value!.LedgerSequence, late.Value!.LedgerSequence);
    }

    [Fact]
    public async Task Receipt_SecondOneForALease_ConvictsItsNode()
    {
        await using var network = await Leased();
        var node = network.Network.Nodes[0];
        var (result, message) = node.Render(network.Work);
        await ScriptedNode.Upload(network.Coordinator, result);
        await network.Submit(message);

        var second = await network.Submit(node.Render(network.Work, receipt => receipt with { FinishedUnixMs = receipt.FinishedUnixMs + 1 }).Message);

        Assert.Equal(RefusalCodes.Equivocation, second.Refusal?.Code);
        Assert.Equal(NodeStatus.Banned, (await network.Coordinator.Network.Node(node.Id, CancellationToken.None)).Value!.Status);
        Assert.Equal(0, await network.Network.Balance(Accounts.Stake(node.Id)));
        Assert.Empty(await network.Network.Audit());
    }

    [Fact]
    public async Task Receipt_RevokedAndRenderedAgainBeforeItIsChallenged_IsChallengedOnce()
    {
        // Receipts are gathered for a minute: both of the task's wait at the same time.
        await using var network = await Leased(TestNetwork.Defaults with { Gather = TimeSpan.FromMinutes(1) });
        var (convicted, other) = (network.Network.Nodes[0], network.Network.Nodes[1]);
        var (result, message) = convicted.Render(network.Work);
        await ScriptedNode.Upload(network.Coordinator, result);
        await network.Submit(message);
        await network.Submit(convicted.Render(network.Work, receipt => receipt with { FinishedUnixMs = receipt.FinishedUnixMs + 1 }).Message);
        await other.Do(network.Coordinator, await network.Network.Work(other, WorkKind.Render));
        Assert.Equal(1, (await network.Network.Job(network.Work.Task.Id.Job)).Tasks.Submitted);

        await network.Network.Until(network.Work.Task.Id.Job, JobState.Settled);

        Assert.Empty(await network.Network.Audit());
    }

    [Fact]
    public async Task Receipt_HighS_IsRefusedAndItsLowTwinTaken()
    {
        await using var network = await Leased();
        var (result, message) = network.Network.Nodes[0].Render(network.Work);
        await ScriptedNode.Upload(network.Coordinator, result);

        var high = await network.Submit(message with { Signature = HighTwin(message.Signature) });
        var low = await network.Submit(message);

        Assert.Equal(RefusalCodes.SignatureHighS, high.Refusal?.Code);
        Assert.Null(low.Refusal);
    }

    [Fact]
    public async Task Receipt_AnotherKeysSignature_IsRefused()
    {
        await using var network = await Leased();
        var (_, message) = network.Network.Nodes[0].Render(network.Work);
        var forged = network.Network.Nodes[1].Sign(network.Work, Receipt.TryDecode(message.Receipt, out var receipt) ? receipt : throw new InvalidOperationException());

        var refused = await network.Submit(forged);

        Assert.Equal(RefusalCodes.SignatureInvalid, refused.Refusal?.Code);
    }

    [Fact]
    public async Task Receipt_WrongRoot_IsRefusedAndTheTaskGoesToAnother()
    {
        await using var network = await Leased();
        var node = network.Network.Nodes[0];
        var (result, message) = node.Render(network.Work, receipt => receipt with { Root = Digest.OfText("another tree") });
        await ScriptedNode.Upload(network.Coordinator, result);

        var refused = await network.Submit(message);

        Assert.Equal(RefusalCodes.RootMismatch, refused.Refusal?.Code);
        Assert.DoesNotContain(await node.Claim(network.Coordinator), work => work.Task.Id == network.Work.Task.Id);
        Assert.NotNull(await network.Network.Work(network.Network.Nodes[1], WorkKind.Render));
    }

    [Fact]
    public async Task Receipt_MoreRaysThanTheResultHolds_IsRefused()
    {
        await using var network = await Leased();
        var (result, message) = network.Network.Nodes[0].Render(network.Work, receipt => receipt with { Rays = receipt.Rays + 1 });
        await ScriptedNode.Upload(network.Coordinator, result);

        Assert.Equal(RefusalCodes.RootMismatch, (await network.Submit(message)).Refusal?.Code);
    }

    [Theory]
    [InlineData("network")]
    [InlineData("job")]
    [InlineData("task")]
    [InlineData("package")]
    [InlineData("settings")]
    [InlineData("lease")]
    [InlineData("engine build")]
    public async Task Receipt_ForeignField_IsRefusedByItsName(string field)
    {
        await using var network = await Leased();
        var (result, message) = network.Network.Nodes[0].Render(network.Work, receipt => field switch
        {
            "network" => receipt with { Network = default },
            "job" => receipt with { Job = default },
            "task" => receipt with { Task = default },
            "package" => receipt with { Package = default },
            "settings" => receipt with { Settings = default },
            "lease" => receipt with { Lease = default },
            _ => receipt with { EngineBuild = 7 },
        });
        await ScriptedNode.Upload(network.Coordinator, result);

        var refused = await network.Submit(message);

        Assert.Equal(RefusalCodes.FieldMismatch, refused.Refusal?.Code);
        Assert.Contains(field, refused.Refusal!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receipt_ResultNotUploaded_CanBeSentAgain()
    {
        await using var network = await Leased();
        var (result, message) = network.Network.Nodes[0].Render(network.Work);

        var early = await network.Submit(message);
        await ScriptedNode.Upload(network.Coordinator, result);
        var again = await network.Submit(message);

        Assert.Equal(RefusalCodes.BlobMissing, early.Refusal?.Code);
        Assert.Null(again.Refusal);
    }

    [Fact]
    public async Task Receipt_ImpossibleTimes_IsRefusedAndCanBeSentRight()
    {
        await using var network = await Leased();
        var node = network.Network.Nodes[0];
        var (result, message) = node.Render(network.Work, receipt => receipt with { StartedUnixMs = receipt.FinishedUnixMs + 1 });
        await ScriptedNode.Upload(network.Coordinator, result);

        var refused = await network.Submit(message);
        var right = await network.Submit(node.Render(network.Work).Message);

        Assert.Equal(RefusalCodes.TimesInvalid, refused.Refusal?.Code);
        Assert.Null(right.Refusal);
    }

    [Fact]
    public async Task Receipt_Garbage_IsRefused()
    {
        await using var network = await Leased();

        var refused = await network.Submit(new SubmitReceipt(network.Work.Task.Id, network.Work.Lease.Id, network.Work.Lease.Fencing, [1, 2, 3], [4]));

        Assert.Equal(RefusalCodes.FormInvalid, refused.Refusal?.Code);
    }

    private static byte[] HighTwin(byte[] signature)
    {
        var order = BigInteger.Parse("00FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
        var s = order - new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);
        var twin = signature.ToArray();
        var bytes = s.ToByteArray(isUnsigned: true, isBigEndian: true);
        twin.AsSpan(32).Clear();
        bytes.CopyTo(twin.AsSpan(64 - bytes.Length));
        return twin;
    }

    private static async Task<Fixture> Leased(LifecycleOptions? options = null)
    {
        var network = await TestNetwork.Create(nodes: 2, options);
        await network.Fund();
        await network.Submit(frames: 1);
        return new Fixture(network, await network.Work(network.Nodes[0], WorkKind.Render));
    }

    private sealed record Fixture(TestNetwork Network, WorkAssignment Work) : IAsyncDisposable
    {
        public TestCoordinator Coordinator => Network.Coordinator;

        public Task<Outcome<ReceiptAccepted>> Submit(SubmitReceipt message) => Coordinator.Nodes.Submit(Network.Nodes[0].Id, message, CancellationToken.None);

        public ValueTask DisposeAsync() => Network.DisposeAsync();
    }
}
