using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Tests.Support;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Tests;

public class PoolBellTests
{
    [Theory]
    [InlineData("Economy", WorkPools.Economy, 3)]
    [InlineData("Priority", WorkPools.Priority, 3)]
    [InlineData("Trusted", WorkPools.Trusted, 6)]
    public async Task Open_NobodyAwake_WakesThePoolOfTheTierOnceAReplica(string tier, string pool, int wakeUps)
    {
        await using var network = await TestNetwork.Create(nodes: 1);
        await network.Fund(100_000);
        await network.Submit(frames: 3, more: $", \"tier\": \"{tier}\"");

        await Eventually(network, () => Rung(network, pool));

        Assert.Equal(wakeUps, await Drain(network, pool, known: 1));
        foreach (var other in WorkPools.All.Where(other => other != pool))
            Assert.Equal(0, await Drain(network, other));
    }

    [Fact]
    public async Task Open_MoreThanTheBound_WakesTheBound()
    {
        await using var network = await TestNetwork.Create(nodes: 1, TestNetwork.Defaults with { WakeUps = 4 });
        await network.Fund();
        await network.Submit(frames: 9);

        await Eventually(network, () => Rung(network, WorkPools.Economy));

        Assert.Equal(4, await Drain(network, WorkPools.Economy, known: 1));
    }

    [Fact]
    public async Task Open_TakenByNodesThatWait_WakesNobody()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        await network.Fund();
        var waiting = network.Nodes.Select(node => network.Coordinator.Nodes.Claim(node.Id, new ClaimWork(16, WireLimits.ClaimWaitSeconds), default)).ToList();
        await network.Submit(frames: 2);
        // The clock stands still until somebody has both tasks; only then has anybody the time to ring.
        while (!waiting.Exists(claim => claim.IsCompleted))
            await Task.WhenAny([.. waiting, Task.Delay(10)]);
        await network.Until(() => Task.FromResult(network.Coordinator.Get<TaskBoard>().OpenTasks() == 0));

        await Pass(network, TimeSpan.FromSeconds(5));

        Assert.Equal(0, await Drain(network, WorkPools.Economy));
        network.Clock.Advance(TimeSpan.FromSeconds(WireLimits.ClaimWaitSeconds));
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task Lease_ExpiredWithItsNode_WakesThePoolForTheTask()
    {
        await using var network = await TestNetwork.Create(nodes: 1);
        await network.Fund();
        await network.Submit(frames: 1);
        await network.Work(network.Nodes[0], WorkKind.Render);
        await Pass(network, TimeSpan.FromSeconds(2));
        await Drain(network, WorkPools.Economy);

        network.Clock.Advance(TimeSpan.FromMinutes(11));

        await Eventually(network, () => Rung(network, WorkPools.Economy));
    }

    [Fact]
    public async Task Restart_TasksOpen_WakesThePoolAgain()
    {
        await using var network = await TestNetwork.Create(nodes: 1);
        await network.Fund();
        await network.Submit(frames: 2);
        await Eventually(network, () => Rung(network, WorkPools.Economy));

        await network.Restart();

        await Eventually(network, () => Rung(network, WorkPools.Economy));
        Assert.Equal(2, await Drain(network, WorkPools.Economy, known: 1));
    }

    [Fact]
    public async Task Open_NobodyCame_WakesOneMoreAfterAMinute()
    {
        await using var network = await TestNetwork.Create(nodes: 1);
        await network.Fund();
        await network.Submit(frames: 2);
        await Eventually(network, () => Rung(network, WorkPools.Economy));
        await Drain(network, WorkPools.Economy);

        network.Clock.Advance(PoolLevel.Window);

        await Eventually(network, () => Rung(network, WorkPools.Economy));
        Assert.Equal(1, await Drain(network, WorkPools.Economy, known: 1));
    }

    private static Task<bool> Rung(TestNetwork network, string pool) => network.Coordinator.Get<ITaskQueue>().Wait(pool, TimeSpan.Zero);

    private static async Task<int> Drain(TestNetwork network, string pool, int known = 0)
    {
        var count = known;
        while (await Rung(network, pool))
            count++;
        return count;
    }

    private static async Task Eventually(TestNetwork network, Func<Task<bool>> holds)
    {
        for (var i = 0; i < 2_000; i++)
        {
            if (await holds())
                return;
            await Pass(network, TimeSpan.FromMilliseconds(100));
        }

        Assert.Fail("It never came true.");
    }

    /// <summary>Lets time pass in small steps, so that every loop gets its turn.</summary>
    private static async Task Pass(TestNetwork network, TimeSpan span)
    {
        for (var step = TimeSpan.FromMilliseconds(100); span > TimeSpan.Zero; span -= step)
        {
            network.Clock.Advance(step);
            await Task.Delay(2);
        }
    }
}
