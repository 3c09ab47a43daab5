using Microsoft.Extensions.Time.Testing;
using Render.Network.Messages;
using Render.Worker.Agent;
using Render.Worker.Tests.Support;

namespace Render.Worker.Tests.Agent;

public sealed class IdleTests : IDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Little = TimeSpan.FromMilliseconds(250);

    private readonly TemporaryFolder home = new();
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly ScriptedCoordinator coordinator;
    private readonly ScriptedEngine engine = new();

    public IdleTests() => coordinator = new ScriptedCoordinator { Clock = clock };

    public void Dispose()
    {
        coordinator.Dispose();
        home.Dispose();
    }

    [Fact]
    public async Task Idle_NothingAssigned_DrainsAfterThatLong()
    {
        await using var node = Start(Idle);
        // What the node takes to start, the clock's steps must not count.
        await coordinator.Until(c => c.Claims.Count > 0);
        var started = clock.GetTimestamp();

        Assert.Equal(NodeExit.Drained, await Advance(node));

        Assert.InRange(clock.GetElapsedTime(started), Idle, Idle + TimeSpan.FromSeconds(3));
        Assert.Equal(Idle, (await node.Next<FoundIdle>()).Idle);
        Assert.Equal(0, (await node.Next<Draining>()).Held);
        // Audits that were drawn for it go to another at once.
        Assert.True(coordinator.Heartbeats[^1].Draining);
    }

    [Fact]
    public async Task Idle_ClaimNearTheEnd_WaitsNoLongerThanTheNode()
    {
        await using var node = Start(Idle);
        await Advance(node);

        // The line is never cut under a claim that could still be answered with a lease: it is asked to end in time.
        Assert.Equal(WireLimits.ClaimWaitSeconds, coordinator.Claims[0].WaitSeconds);
        Assert.InRange(coordinator.Claims[^1].WaitSeconds, 0, Idle.TotalSeconds - WireLimits.ClaimWaitSeconds);
    }

    [Fact]
    public async Task Idle_WorkInBetween_CountsFromItsEnd()
    {
        engine.Before = (_, _) =>
        {
            clock.Advance(TimeSpan.FromSeconds(45));
            return Task.CompletedTask;
        };
        await using var node = Start(Idle);
        await coordinator.Until(c => c.Claims.Count > 0);
        coordinator.Queue(Assignments.Render());
        await node.Next<WorkDelivered>();
        var delivered = clock.GetTimestamp();

        Assert.Equal(NodeExit.Drained, await Advance(node));

        Assert.True(clock.GetElapsedTime(delivered) >= Idle - TimeSpan.FromSeconds(1));
        Assert.Single(coordinator.Receipts);
    }

    [Fact]
    public async Task Idle_CoordinatorNeverAnswers_LeavesWithoutHavingJoined()
    {
        coordinator.Down = true;
        await using var node = Start(Idle);

        var started = clock.GetTimestamp();
        Assert.Equal(NodeExit.Left, await Advance(node));

        Assert.InRange(clock.GetElapsedTime(started), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(3));
        Assert.Empty(coordinator.Registrations);
        Assert.Contains("no coordinator", (await node.Next<Stopped>()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Idle_CoordinatorGoesAway_DrainsAllTheSame()
    {
        await using var node = Start(Idle);
        await coordinator.Until(c => c.Claims.Count > 0);
        coordinator.Down = true;

        Assert.Equal(NodeExit.Drained, await Advance(node));
    }

    [Fact]
    public async Task Idle_NotSet_WaitsForEver()
    {
        await using var node = Start(null);
        await coordinator.Until(c => c.Claims.Count > 0);
        for (var i = 0; i < 20; i++)
        {
            var asked = coordinator.Claims.Count;
            clock.Advance(TimeSpan.FromSeconds(WireLimits.ClaimWaitSeconds));
            await coordinator.Until(c => c.Claims.Count > asked);
        }

        Assert.False(node.Run.IsCompleted);
        Assert.All(coordinator.Claims, claim => Assert.Equal(WireLimits.ClaimWaitSeconds, claim.WaitSeconds));
    }

    private TestNode Start(TimeSpan? idle) => new(coordinator, home.Path, engine, clock, idle);

    /// <summary>Lets time pass until the node has ended.</summary>
    private async Task<NodeExit> Advance(TestNode node)
    {
        for (var i = 0; i < 4_000 && !node.Run.IsCompleted; i++)
        {
            clock.Advance(Little);
            await Task.WhenAny(node.Run, Task.Delay(2));
        }

        Assert.True(node.Run.IsCompleted, "It never ended.");
        return await node.Run;
    }
}
