using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Tests.Support;
using Render.Network.Messages;

namespace Render.Lifecycle.Tests;

/// <summary>Two claims of one node at once, both of which found no challenge.</summary>
public class ValidationTests
{
    [Fact]
    public async Task Due_AnotherClaimDrewTheChallenge_GivesTheSame()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        using var node = new ScriptedNode("op-a", network.Clock);
        var hold = new Hold();
        var second = await Held(network, node, hold);
        var first = Assert.Single(await node.Claim(network.Coordinator));
        network.Clock.Advance(TimeSpan.FromSeconds(1));
        var drawn = Record(network, node).Validation!.Granted;

        hold.Release();

        Assert.Equal((first.Lease.Id, first.Task.Id), ((await second)!.Lease.Id, (await second)!.Task.Id));
        Assert.Equal(drawn, Record(network, node).Validation!.Granted);
    }

    [Fact]
    public async Task Due_AnotherClaimDrewTheChallengeAndItIsPassed_GivesNone()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        using var node = new ScriptedNode("op-a", network.Clock);
        var hold = new Hold();
        var second = await Held(network, node, hold);
        await node.Step(network.Coordinator);
        Assert.Equal(NodeStatus.Active, Record(network, node).Status);

        hold.Release();

        Assert.Null(await second);
        Assert.Equal((NodeStatus.Active, null), (Record(network, node).Status, Record(network, node).Validation));
    }

    private static NodeRecord Record(TestNetwork network, ScriptedNode node) => network.Coordinator.Get<TaskBoard>().Node(node.Id)!.Record;

    /// <summary>A claim of a node that has registered, held at its first write.</summary>
    private static async Task<Task<WorkAssignment?>> Held(TestNetwork network, ScriptedNode node, Hold hold)
    {
        await node.Register(network.Coordinator);
        var services = network.Coordinator.Get<IServiceProvider>();
        var nodes = ActivatorUtilities.CreateInstance<NodeStore>(services, new HeldState(network.Coordinator.State, hold));
        var due = ActivatorUtilities.CreateInstance<ValidateNode>(services, nodes).Due(network.Coordinator.Get<TaskBoard>().Node(node.Id)!, CancellationToken.None);
        await hold.Reached;
        return due;
    }
}
