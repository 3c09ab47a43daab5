using System.Text;
using Microsoft.Extensions.Time.Testing;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Agent;
using Render.Worker.Tests.Support;
using Render.Worker.Work;
using EngineBuild = Render.Tracing.Rendering.EngineBuild;

namespace Render.Worker.Tests.Agent;

public sealed class NodeAgentTests : IDisposable
{
    private readonly TemporaryFolder home = new();
    private readonly ScriptedCoordinator coordinator = new();
    private readonly ScriptedEngine engine = new();

    public void Dispose()
    {
        coordinator.Dispose();
        home.Dispose();
    }

    [Fact]
    public async Task Render_TaskAssigned_SignedReceiptBindsUploadedSums()
    {
        var work = Assignments.Render();
        coordinator.Queue(work);
        await using var node = Start();
        await node.Next<WorkDelivered>();

        var sent = Assert.Single(coordinator.Receipts);
        Assert.True(Receipt.TryDecode(sent.Receipt, out var receipt));
        var key = coordinator.Registrations[0].PublicKey;
        Assert.Equal(SignatureCheck.Valid, new SignedReceipt(receipt, sent.Signature).Verify(key));
        var task = TaskDigest.Of(Assignments.Network, work.Task);
        var file = ResultFile.Open(coordinator.Blobs[receipt.ResultBlob]);
        Assert.Equal(file.Commit(task).Root, receipt.Commitment);
        Assert.Equal(task, receipt.Task);
        Assert.Equal(Digest.Of(Encoding.UTF8.GetBytes("job-1")), receipt.Job);
        Assert.Equal(work.Lease.Id, receipt.Lease);
        Assert.Contains($"render-tracing build {EngineBuild.Number}", Encoding.UTF8.GetString(coordinator.Blobs[receipt.Log]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_BlocksAssigned_ReportsTheLeavesOfAFullRender()
    {
        var work = Assignments.Audit(0, 2, 5, 14);
        coordinator.Queue(work);
        await using var node = Start();
        await node.Next<WorkDelivered>();

        Assert.True(AuditReport.TryDecode(Assert.Single(coordinator.Audits).Report, out var report));
        var task = TaskDigest.Of(Assignments.Network, work.Task);
        var full = ResultFile.Create(new ResultHeader(work.Task.Id.Region, 0, work.Task.Id.Samples), (block, sums) =>
        {
            var rendered = ScriptedEngine.Block(new EngineTask(work.Task, work.Settings, work.Files, [block]), block);
            rendered.Sums.CopyTo(sums);
            return (rendered.Rays, rendered.Invalid);
        });
        Assert.Equal([2, 5, 14], report.Blocks.Select(block => block.Block));
        Assert.All(report.Blocks, block => Assert.Equal(full.Leaf(task, block.Block), block.Leaf));
        Assert.Empty(coordinator.Blobs);
    }

    [Fact]
    public async Task Vote_CommittedTo_IsShownAsItWasSignedAfterARestartToo()
    {
        coordinator.Queue(Assignments.Vote(WorkKind.Arbitrate, 5));
        await using (var first = Start())
            await first.Next<WorkDelivered>();
        var committed = Assert.Single(coordinator.VoteCommitments);
        Assert.Empty(coordinator.Votes);

        coordinator.Queue(Assignments.Vote(WorkKind.Reveal, 5));
        await using var second = Start();
        await coordinator.Until(c => c.Votes.Count > 0);

        var shown = Assert.Single(coordinator.Votes);
        Assert.True(AuditReport.TryDecode(shown.Report, out var report));
        Assert.True(ArbiterVote.Opens(committed.Commitment, report, 5, shown.Salt));
        Assert.Equal(committed.LeaseId, shown.LeaseId);
        Assert.Equal(SignatureCheck.Valid, new SignedAuditReport(report, shown.Signature).Verify(coordinator.Registrations[0].PublicKey));
        Assert.Equal(1, engine.Renders);
    }

    [Fact]
    public async Task Delivery_CoordinatorAway_SameReceiptArrivesWhenItIsBack()
    {
        engine.Before = (_, _) =>
        {
            coordinator.Down = true;
            return Task.CompletedTask;
        };
        coordinator.Queue(Assignments.Render());
        await using var node = Start();
        await node.Next<WorkFinished>();
        await node.Next<Disconnected>();
        coordinator.Down = false;
        await node.Next<WorkDelivered>();

        Assert.Single(coordinator.Receipts);
        Assert.Equal(1, engine.Renders);
    }

    [Fact]
    public async Task Coordinator_ForgotTheNode_NodeRegistersAgainAndWorksOn()
    {
        await using var node = Start();
        await coordinator.Until(c => c.Heartbeats.Count > 0);
        coordinator.ForgetNodes();
        await coordinator.Until(c => c.Registrations.Count > 1);
        coordinator.Queue(Assignments.Render());
        await node.Next<WorkDelivered>();
    }

    [Fact]
    public async Task Killed_AfterSigning_NextRunSendsTheSameBytes()
    {
        engine.Before = (_, _) =>
        {
            coordinator.Down = true;
            return Task.CompletedTask;
        };
        coordinator.Queue(Assignments.Render());
        await using (var first = Start())
            await first.Next<WorkFinished>();
        var signed = Assert.Single(new Outbox(home.Path).Items);

        coordinator.Down = false;
        await using var second = Start();
        await second.Next<WorkDelivered>();
        Assert.Equal(signed.Statement, Assert.Single(coordinator.Receipts).Receipt);
        Assert.Equal(signed.Signature, coordinator.Receipts[0].Signature);
        Assert.Equal(1, engine.Renders);
    }

    [Fact]
    public async Task Killed_WhileRendering_NextRunTakesTheLeaseUpAgain()
    {
        engine.Before = (_, token) => Task.Delay(Timeout.Infinite, token);
        var work = Assignments.Render();
        coordinator.Queue(work);
        await using (var first = Start())
            await first.Next<WorkStarted>();
        Assert.Empty(coordinator.Failures);

        engine.Before = (_, _) => Task.CompletedTask;
        await using var second = Start();
        Assert.True((await second.Next<WorkStarted>()).Resumed);
        await second.Next<WorkDelivered>();
        Assert.Equal(work.Lease.Id, Assert.Single(coordinator.Receipts).LeaseId);
    }

    [Fact]
    public async Task Killed_TwiceOverATask_NextRunReportsTheCrashAndGoesOn()
    {
        var deadly = Assignments.Render(0);
        // What two runs left that were killed over it: each had begun, and neither laid it down.
        var folder = new WorkFolder(home.Path);
        folder.Begin(deadly);
        folder.Begin(deadly);
        coordinator.Queue(Assignments.Render(1));
        await using var third = Start();
        Assert.Contains("ended 2 times", (await third.Next<WorkDropped>()).Reason, StringComparison.Ordinal);
        Assert.Equal((LeaseFailure.Crashed, deadly.Lease.Id), (Assert.Single(coordinator.Failures).Code, coordinator.Failures[0].LeaseId));
        await third.Next<WorkDelivered>();
        Assert.Empty(new WorkFolder(home.Path).Load());
    }

    [Fact]
    public async Task Killed_LeaseEndedMeanwhile_NextRunLeavesTheTaskAlone()
    {
        engine.Before = (_, token) => Task.Delay(Timeout.Infinite, token);
        var work = Assignments.Render();
        coordinator.Queue(work);
        await using (var first = Start())
            await first.Next<WorkStarted>();

        coordinator.TakeAway(work.Lease.Id);
        await using var second = Start();
        Assert.Contains("away", (await second.Next<WorkDropped>()).Reason, StringComparison.Ordinal);
        Assert.Equal(1, engine.Renders);
        Assert.Empty(new WorkFolder(home.Path).Load());
    }

    [Fact]
    public async Task Delivery_BeforeTheReceiptLeaves_AssignmentIsForgotten()
    {
        var leftOver = -1;
        coordinator.ReceiptArriving = () => leftOver = new WorkFolder(home.Path).Load().Count;
        coordinator.Queue(Assignments.Render());
        await using var node = Start();
        await node.Next<WorkDelivered>();
        Assert.Equal(0, leftOver);
    }

    [Fact]
    public async Task Lease_TakenAway_WorkStopsAndNothingIsSubmitted()
    {
        var work = Assignments.Render();
        engine.Before = async (_, token) =>
        {
            coordinator.TakeAway(work.Lease.Id);
            await Task.Delay(Timeout.Infinite, token);
        };
        coordinator.Queue(work);
        await using var node = Start();
        var dropped = await node.Next<WorkDropped>();

        Assert.Contains("lease is lost", dropped.Reason, StringComparison.Ordinal);
        Assert.Empty(coordinator.Receipts);
        Assert.Empty(coordinator.Failures);
        Assert.Empty(new WorkFolder(home.Path).Load());
    }

    [Fact]
    public async Task Receipt_RefusedForGood_IsDroppedAndTheNodeGoesOn()
    {
        coordinator.ReceiptProblem = new Problem(ProblemCodes.LeaseStale, "Not in this state", 409, "another was first");
        coordinator.Queue(Assignments.Render(0));
        await using var node = Start();
        Assert.Contains(ProblemCodes.LeaseStale, (await node.Next<WorkDropped>()).Reason, StringComparison.Ordinal);
        coordinator.ReceiptProblem = null;
        coordinator.Queue(Assignments.Render(1));
        await node.Next<WorkDelivered>();
        Assert.Empty(new Outbox(home.Path).Items);
    }

    [Fact]
    public async Task Receipt_CoordinatorHasNoRoom_IsTriedAgain()
    {
        coordinator.ReceiptProblem = new Problem("storage-full", "Insufficient storage", 507, "full");
        coordinator.Queue(Assignments.Render());
        await using var node = Start();
        await node.Next<Disconnected>();
        coordinator.ReceiptProblem = null;
        await node.Next<WorkDelivered>();
        Assert.All(coordinator.Receipts, sent => Assert.Equal(coordinator.Receipts[0].Receipt, sent.Receipt));
    }

    [Fact]
    public async Task Drain_WhileRendering_FinishesDeliversAndEnds()
    {
        var finish = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Before = (_, token) => finish.Task.WaitAsync(token);
        coordinator.Queue(Assignments.Render(0));
        await using var node = Start();
        await node.Next<WorkStarted>();
        node.Drain();
        coordinator.Queue(Assignments.Render(1));
        await coordinator.Until(c => c.Heartbeats.Exists(beat => beat.Draining));
        finish.SetResult();

        Assert.Equal(NodeExit.Drained, await node.Run);
        Assert.Single(coordinator.Receipts);
        Assert.Equal(1, engine.Renders);
    }

    [Fact]
    public async Task Drain_WithoutWork_EndsAtOnce()
    {
        await using var node = Start();
        await coordinator.Until(c => c.Heartbeats.Count > 0);
        node.Drain();
        Assert.Equal(NodeExit.Drained, await node.Run);
    }

    [Fact]
    public async Task Drain_BeforeTheCoordinatorAnswered_EndsAtOnce()
    {
        coordinator.Down = true;
        await using var node = Start();
        await node.Next<Disconnected>();
        node.Drain();

        Assert.Equal(NodeExit.Left, await node.Run);
    }

    [Fact]
    public async Task Coordinator_AwayForLong_IsToldOncePerWaitHoweverManyLoopsTry()
    {
        await using var node = Start();
        await coordinator.Until(c => c.Heartbeats.Count > 0);
        coordinator.Down = true;
        var waits = new List<TimeSpan>();
        while (waits.LastOrDefault() < TimeSpan.FromMilliseconds(500))
            waits.Add((await node.Next<Disconnected>()).RetryIn);
        coordinator.Down = false;
        await node.Next<Reconnected>();

        Assert.Equal(waits.Distinct().Order(), waits);
    }

    [Fact]
    public async Task Leave_WhileRendering_GivesTheLeaseBack()
    {
        engine.Before = (_, token) => Task.Delay(Timeout.Infinite, token);
        var work = Assignments.Render();
        coordinator.Queue(work);
        await using var node = Start();
        await node.Next<WorkStarted>();

        Assert.Equal(NodeExit.Left, await node.Leave());
        var failure = Assert.Single(coordinator.Failures);
        Assert.Equal(LeaseFailure.Released, failure.Code);
        Assert.Equal(work.Lease.Id, failure.LeaseId);
        Assert.Empty(new WorkFolder(home.Path).Load());
        Assert.True(coordinator.Heartbeats[^1].Draining);
    }

    [Fact]
    public async Task Status_Banned_NodeStops()
    {
        await using var node = Start();
        await coordinator.Until(c => c.Heartbeats.Count > 0);
        coordinator.Status = NodeStatus.Banned;
        Assert.Equal(NodeExit.Banned, await node.Run);
    }

    [Fact]
    public async Task Assignment_WithOtherSettingsThanItNames_IsRefused()
    {
        var work = Assignments.Render();
        coordinator.Queue(work with { Settings = work.Settings with { Bounces = 9 } });
        await using var node = Start();
        await node.Next<WorkDropped>();
        Assert.Equal(LeaseFailure.BadAssignment, Assert.Single(coordinator.Failures).Code);
        Assert.Equal(0, engine.Renders);
    }

    [Fact]
    public async Task Engine_Throws_LeaseIsGivenBackAndTheNodeLives()
    {
        engine.Before = (_, _) => throw new InvalidOperationException("broken");
        coordinator.Queue(Assignments.Render(0));
        await using var node = Start();
        await node.Next<WorkDropped>();
        Assert.Equal(LeaseFailure.EngineError, Assert.Single(coordinator.Failures).Code);

        engine.Before = (_, _) => Task.CompletedTask;
        coordinator.Queue(Assignments.Render(1));
        await node.Next<WorkDelivered>();
    }

    [Fact]
    public async Task Task_LongerThanItsTime_IsGivenBackAsTooSlow()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        using var slow = new ScriptedCoordinator { Clock = clock };
        engine.Before = async (_, token) =>
        {
            clock.Advance(TimeSpan.FromSeconds(61));
            await Task.Delay(Timeout.Infinite, token);
        };
        slow.Queue(Assignments.Render(maxSeconds: 60));
        await using var node = new TestNode(slow, home.Path, engine, clock);
        await node.Next<WorkDropped>();
        Assert.Equal(LeaseFailure.TooSlow, Assert.Single(slow.Failures).Code);
    }

    [Fact]
    public async Task Clock_FarOff_FollowsTheCoordinators()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(10));
        await using var node = new TestNode(coordinator, home.Path, engine, clock);
        coordinator.Queue(Assignments.Render());
        await node.Next<WorkDelivered>();
        Assert.True(Receipt.TryDecode(coordinator.Receipts[0].Receipt, out var receipt));
        Assert.True(receipt.FinishedUnixMs > 40UL * 365 * 86_400_000);
    }

    [Fact]
    public async Task Home_HeldByAnotherNode_IsRefused()
    {
        await using var first = Start();
        await coordinator.Until(c => c.Heartbeats.Count > 0);
        await using var second = Start();
        await Assert.ThrowsAsync<NodeHomeInUseException>(() => second.Run);
    }

    [Fact]
    public async Task Heartbeat_AfterWork_NamesThePackageHeld()
    {
        var work = Assignments.Render();
        coordinator.Queue(work);
        await using var node = Start();
        await node.Next<WorkDelivered>();
        await coordinator.Until(c => c.Heartbeats.Exists(beat => beat.CachedPackages.Contains(work.Task.Package)));
    }

    private TestNode Start() => new(coordinator, home.Path, engine);
}
