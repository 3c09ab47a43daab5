using System.Security.Cryptography;
using Render.Lifecycle.Results;
using Render.Lifecycle.Tests.Support;
using Render.Network.Economics;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Tests;

public sealed class OperatorNameTests : IDisposable
{
    private const string Alice = "op-alice";

    private readonly ECDsa hers = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public async Task Name_TakenWithAKey_IsForNodesThatTheKeySigns()
    {
        await using var network = await TestNetwork.Create(nodes: 0);

        Assert.Null(await Register(network, hers));
        Assert.Null(await Register(network, hers));
        Assert.Equal(RefusalCodes.OperatorUnproven, (await Register(network, null))?.Code);
        Assert.Equal(RefusalCodes.OperatorUnproven, (await Register(network, other))?.Code);
    }

    [Fact]
    public async Task Name_HeldByAKey_LosesNoStakeToAStranger()
    {
        // Nobody gets a stake for nothing here.
        await using var network = await TestNetwork.Create(nodes: 0, TestNetwork.Defaults with { Faucet = false });
        var stake = TestNetwork.Defaults.Stake;
        Assert.Equal(RefusalCodes.StakeTooLow, (await Register(network, hers))?.Code);
        await network.Coordinator.Ledger.Append(new Render.Network.Economics.Payloads.FaucetGranted("operator:" + Alice, stake + stake, "deposit").ToDraft());

        var stranger = await Register(network, null);
        var refused = await network.Balance("operator:" + Alice);
        Assert.Null(await Register(network, hers));

        Assert.Equal((RefusalCodes.OperatorUnproven, (Int128)(stake + stake).Units), (stranger?.Code, refused));
        Assert.Equal((Int128)stake.Units, await network.Balance("operator:" + Alice));
    }

    [Fact]
    public async Task Name_OfNodesWithoutAKey_StaysOpen()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        Assert.Null(await Register(network, null));

        Assert.Equal(RefusalCodes.OperatorUnproven, (await Register(network, other))?.Code);
        Assert.Null(await Register(network, null));
    }

    [Fact]
    public async Task Name_Restarted_IsHeldStill()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        Assert.Null(await Register(network, hers));
        await network.Restart();

        Assert.Equal(RefusalCodes.OperatorUnproven, (await Register(network, null))?.Code);
        Assert.Null(await Register(network, hers));
    }

    [Fact]
    public async Task Node_ThatIsIn_NeedsNoKeyAgain()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        var node = new ScriptedNode(Alice, network.Clock) { OperatorKey = hers };
        network.Nodes.Add(node);
        Assert.Null((await node.Register(network.Coordinator)).Refusal);

        node.OperatorKey = null;

        Assert.Null((await node.Register(network.Coordinator)).Refusal);
    }

    [Fact]
    public async Task Proof_OfAnotherNode_IsRefused()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        var theirs = new OperatorStatement(Render.Network.Jobs.OperatorId.Parse(Alice), Digest.OfText("another node")).ToArray();

        var refusal = await Register(network, null, new OperatorProof(hers.ExportSubjectPublicKeyInfo(), NodeSignature.Sign(hers, theirs)));
        Assert.Equal(RefusalCodes.OperatorUnproven, refusal?.Code);
        // Nor did it take the name.
        Assert.Null(await Register(network, other));
    }

    [Fact]
    public async Task Proof_Garbage_IsRefused()
    {
        await using var network = await TestNetwork.Create(nodes: 0);

        Assert.Equal(RefusalCodes.OperatorUnproven, (await Register(network, null, new OperatorProof([1, 2, 3], [4])))?.Code);
        Assert.Equal(RefusalCodes.OperatorUnproven, (await Register(network, null, new OperatorProof(hers.ExportSubjectPublicKeyInfo(), new byte[64])))?.Code);
    }

    public void Dispose()
    {
        hers.Dispose();
        other.Dispose();
    }

    private static async Task<Refusal?> Register(TestNetwork network, ECDsa? key, OperatorProof? proof = null)
    {
        var node = new ScriptedNode(Alice, network.Clock) { OperatorKey = key, OperatorProof = proof };
        network.Nodes.Add(node);
        var refusal = (await node.Register(network.Coordinator)).Refusal;
        // A restart registers again who is in.
        if (refusal is not null)
        {
            network.Nodes.Remove(node);
            node.Dispose();
        }

        return refusal;
    }
}
