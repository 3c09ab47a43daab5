using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Tests.Support;
using Render.Worker.Work;

namespace Render.Worker.Tests.Agent;

public sealed class ReplicaTests : IDisposable
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
    public async Task Replica_Finished_IsCommittedToAndNothingOfItLeavesBeforeItMayBeOpened()
    {
        coordinator.Queue(Replica());
        await using var node = Start();
        await coordinator.Until(c => c.Commitments.Count > 0 && c.Heartbeats.Count > 3);

        Assert.Empty(coordinator.Blobs);
        Assert.Empty(coordinator.Receipts);
        coordinator.MayOpen = true;
        await node.Next<WorkDelivered>();

        var sent = Assert.Single(coordinator.Receipts);
        Assert.True(Receipt.TryDecode(sent.Receipt, out var receipt));
        Assert.True(CommitmentStatement.TryDecode(coordinator.Commitments[0].Statement, out var statement));
        Assert.True(ReplicaCommitment.Opens(statement.Commitment, receipt, sent.Salt!.Value));
        Assert.Equal((receipt.Network, receipt.Task, receipt.Lease, receipt.Node), (statement.Network, statement.Task, statement.Lease, statement.Node));
        Assert.Equal(SignatureCheck.Valid, NodeSignature.Verify(coordinator.Registrations[0].PublicKey, coordinator.Commitments[0].Statement, coordinator.Commitments[0].Signature));
        Assert.Equal(2, coordinator.Blobs.Count);
    }

    [Fact]
    public async Task Replica_KeptBack_OtherWorkGoesOn()
    {
        // More than may wait for delivery: what is kept back does not count.
        for (var number = 0; number < 6; number++)
            coordinator.Queue(Replica(number));
        coordinator.Queue(Assignments.Render(7));
        await using var node = Start();

        Assert.Equal(Assignments.Render(7).Task.Id, (await node.Next<WorkDelivered>()).Task);
        Assert.Equal(6, coordinator.Commitments.Select(sent => sent.LeaseId).Distinct().Count());
    }

    [Fact]
    public async Task Killed_AfterCommitting_NextRunOpensTheSameCommitment()
    {
        coordinator.Queue(Replica());
        await using (Start())
            await coordinator.Until(c => c.Commitments.Count > 0);

        coordinator.MayOpen = true;
        await using var second = Start();
        await second.Next<WorkDelivered>();

        Assert.True(CommitmentStatement.TryDecode(coordinator.Commitments[0].Statement, out var statement));
        Assert.True(Receipt.TryDecode(Assert.Single(coordinator.Receipts).Receipt, out var receipt));
        Assert.True(ReplicaCommitment.Opens(statement.Commitment, receipt, coordinator.Receipts[0].Salt!.Value));
        Assert.All(coordinator.Commitments, sent => Assert.Equal(coordinator.Commitments[0].Statement, sent.Statement));
        Assert.Equal(1, engine.Renders);
    }

    [Fact]
    public async Task Replica_LeaseLostWhileKeptBack_IsDropped()
    {
        var work = Replica();
        coordinator.Queue(work);
        await using var node = Start();
        await coordinator.Until(c => c.Commitments.Count > 0);
        coordinator.ReceiptProblem = new Problem(ProblemCodes.LeaseStale, "Conflict", 409, "gone");
        coordinator.MayOpen = true;
        coordinator.TakeAway(work.Lease.Id);

        await node.Next<WorkDropped>();

        Assert.Empty(new Outbox(home.Path).Items);
    }

    [Fact]
    public async Task Replica_NotOpenAfterAll_IsKeptBackAgain()
    {
        coordinator.MayOpen = true;
        coordinator.ReceiptProblem = new Problem(ProblemCodes.NotOpenYet, "Conflict", 409, "wait");
        coordinator.Queue(Replica());
        await using var node = Start();
        await coordinator.Until(c => c.Receipts.Count > 0);
        coordinator.ReceiptProblem = null;

        await node.Next<WorkDelivered>();
    }

    private static WorkAssignment Replica(int number = 0) => Assignments.Render(number) with { Commits = true };

    private TestNode Start() => new(coordinator, home.Path, engine);
}
