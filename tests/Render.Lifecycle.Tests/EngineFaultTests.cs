using Render.Lifecycle.Tests.Support;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Tests;

public sealed class EngineFaultTests
{
    private const uint Card = 1090;

    [Fact]
    public async Task EngineFault_OfOneOperator_TakesItsNodesOutOfTheClassAndPaysThem()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        var odd = await Odd(network, "op-x");
        var other = await network.Join("op-y");
        other.DeviceClass = Card;
        await other.Register(network.Coordinator);
        await other.Step(network.Coordinator);
        await network.Fund();
        var job = await network.Submit(frames: 6);
        await odd.Do(network.Coordinator, await network.Work(odd, WorkKind.Render));

        await network.Until(job, JobState.Settled);

        var view = await View(network, odd);
        Assert.Equal(NodeStatus.Quarantined, view.Status);
        Assert.Contains("Quarantined for EngineFault", view.Reason, StringComparison.Ordinal);
        var classes = Assert.Single(await network.Coordinator.Network.DeviceClasses(CancellationToken.None));
        Assert.Equal((Card, false, "op-x"), (classes.DeviceClass, classes.Out, string.Join(' ', classes.OutFor)));
        Assert.Null((await View(network, other)).Reason);
        var receipt = (await network.Coordinator.Creators.Receipt(job, CancellationToken.None)).Value!;
        Assert.Contains(receipt.Payouts, payout => payout.Node == odd.Id);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task EngineFaults_OfTwoOperators_TakeTheClassOutUntilItIsTakenBack()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        var (first, second) = (await Odd(network, "op-x"), await Odd(network, "op-y"));
        var honest = await network.Join("op-z");
        honest.DeviceClass = Card;
        await honest.Register(network.Coordinator);
        await honest.Step(network.Coordinator);
        await network.Fund();
        await network.Submit(frames: 40);
        await first.Do(network.Coordinator, await network.Work(first, WorkKind.Render));
        await second.Do(network.Coordinator, await network.Work(second, WorkKind.Render));
        network.Nodes.RemoveAll(node => node.DeviceClass == Card);
        await network.Until(async () =>
        {
            foreach (var node in network.Nodes)
                foreach (var work in await node.Claim(network.Coordinator, 1))
                    await node.Do(network.Coordinator, work);
            // Audits drawn for nodes that play no part here go to others once their time is over.
            network.Clock.Advance(TimeSpan.FromSeconds(30));
            return (await network.Coordinator.Network.DeviceClasses(CancellationToken.None)).Any(view => view.Out);
        });

        // A new coordinator reads it from the documents.
        await network.Restart();
        await honest.Register(network.Coordinator);
        // Work that nobody else takes, whatever is left of the first job.
        var later = await network.Submit(frames: 4, key: "later");
        await network.Until(async () => (await network.Job(later)).State == JobState.Rendering);
        var gone = Assert.Single(await network.Coordinator.Network.DeviceClasses(CancellationToken.None));
        Assert.True(gone.Out);
        Assert.Contains("render engines --readmit 1090", gone.Reason, StringComparison.Ordinal);
        Assert.Contains("Out of exact mode for everybody", (await View(network, honest)).Reason, StringComparison.Ordinal);
        // Audits that were drawn for it before are still its own: a draw is in the ledger.
        foreach (var drawn in await honest.Claim(network.Coordinator, 16))
        {
            Assert.Equal(WorkKind.Audit, drawn.Kind);
            await honest.Do(network.Coordinator, drawn);
        }


        var back = await network.Coordinator.Network.Readmit(Card, new ReadmitDeviceClass("A driver rounded square roots; 550.90 does not."), CancellationToken.None);
        Assert.False(back.Value!.Out);
        Assert.Equal(WorkKind.Render, (await network.Work(honest, WorkKind.Render)).Kind);
        foreach (var node in new[] { first, second, honest })
            node.Dispose();
    }

    [Fact]
    public async Task EngineFault_OfAProcessor_IsTheNodesOwn()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        var odd = await network.Join("op-x", node => node.Rounds = true);
        await network.Fund();
        var job = await network.Submit(frames: 6);
        await odd.Do(network.Coordinator, await network.Work(odd, WorkKind.Render));

        await network.Until(job, JobState.Settled);

        Assert.Equal(NodeStatus.Quarantined, (await View(network, odd)).Status);
        var classes = Assert.Single(await network.Coordinator.Network.DeviceClasses(CancellationToken.None));
        Assert.Equal((1u, false, 0), (classes.DeviceClass, classes.Out, classes.OutFor.Count));
    }

    [Fact]
    public async Task Readmission_OfAClassWithoutFaults_IsRefused()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        var refusal = (await network.Coordinator.Network.Readmit(Card, new ReadmitDeviceClass("why not"), CancellationToken.None)).Refusal!;
        Assert.Equal("device-class-unknown", refusal.Code);
        Assert.Equal("form-invalid", (await network.Coordinator.Network.Readmit(Card, new ReadmitDeviceClass(""), CancellationToken.None)).Refusal!.Code);
    }

    [Fact]
    public async Task Explanation_OfANode_IsTheSumOfWhatItDid()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        await network.Fund();
        var job = await network.Submit(frames: 8);
        await network.Until(job, JobState.Settled);

        var explained = (await network.Coordinator.Network.Explain(network.Nodes[0].Id, CancellationToken.None)).Value!;

        Assert.Equal(NodeStatus.Active, explained.Status);
        Assert.Equal("Gets paid work.", explained.Standing);
        var lines = explained.Score.Lines.ToDictionary(line => line.Kind.ToString(), line => line.Count);
        Assert.Equal((network.Nodes[0].Renders, network.Nodes[0].Audits), (lines["Accepted"], lines["Audited"]));
        Assert.Equal(explained.Score.Good, explained.Score.Lines.Sum(line => line.Amount), 6);
        Assert.True(explained.Score.Tiers.Single(tier => tier.Tier == Tier.Economy).Reached);
        Assert.True(Assert.Single(explained.Engines).Validated);
        Assert.Equal("node-unknown", (await network.Coordinator.Network.Explain(NodeId.FromPublicKey([9]), CancellationToken.None)).Refusal!.Code);
    }

    private static async Task<ScriptedNode> Odd(TestNetwork network, string owner)
    {
        var node = await network.Join(owner);
        (node.DeviceClass, node.Rounds) = (Card, true);
        await node.Register(network.Coordinator);
        await node.Step(network.Coordinator);
        return node;
    }

    private static async Task<NodeView> View(TestNetwork network, ScriptedNode node) =>
        (await network.Coordinator.Network.Node(node.Id, CancellationToken.None)).Value!;
}
