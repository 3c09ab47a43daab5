using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Tests.Support;
using Render.Worker.Tracer;

namespace Render.Worker.Tests.Agent;

public sealed class NodeWithTracerTests : IDisposable
{
    private readonly TemporaryFolder home = new();
    private readonly ScriptedCoordinator coordinator = new();

    public void Dispose()
    {
        coordinator.Dispose();
        home.Dispose();
    }

    [Fact]
    public async Task Audit_OfAnotherNodesTask_AgreesWithItsReceipt()
    {
        var package = Packages.Store(Packages.Triangle, (digest, content) => coordinator.Blobs[digest] = content);
        var render = Assignments.WithPackage(Assignments.Render(), package);
        var audit = Assignments.WithPackage(Assignments.Audit(0, 0, 4, 9), package);
        coordinator.Queue(render);
        await using (var renderer = Start("renderer"))
            await renderer.Next<WorkDelivered>();
        coordinator.Queue(audit);
        await using (var auditor = Start("auditor"))
            await auditor.Next<WorkDelivered>();

        Assert.True(Receipt.TryDecode(Assert.Single(coordinator.Receipts).Receipt, out var receipt));
        Assert.True(AuditReport.TryDecode(Assert.Single(coordinator.Audits).Report, out var report));
        var task = TaskDigest.Of(Assignments.Network, render.Task);
        var file = ResultFile.Open(coordinator.Blobs[receipt.ResultBlob]);
        Assert.NotEqual(receipt.Node, report.Auditor);
        Assert.All(report.Blocks, block => Assert.Equal(file.Leaf(task, block.Block), block.Leaf));
    }

    [Fact]
    public async Task Scene_Hostile_IsGivenBackSignedAndTheNodeLives()
    {
        var broken = Packages.Store("{\"asset\":", (digest, content) => coordinator.Blobs[digest] = content);
        var good = Packages.Store(Packages.Triangle, (digest, content) => coordinator.Blobs[digest] = content);
        coordinator.Queue(Assignments.WithPackage(Assignments.Render(0), broken));
        coordinator.Queue(Assignments.WithPackage(Assignments.Render(1), good));
        await using var node = Start("node");
        await node.Next<WorkDelivered>();
        Assert.Equal(LeaseFailure.CannotLoad, Assert.Single(coordinator.Failures).Code);
    }

    [Fact]
    public async Task Package_NotThere_IsGivenBackAsCannotFetch()
    {
        coordinator.Queue(Assignments.Render());
        await using var node = Start("node");
        await node.Next<WorkDropped>();
        Assert.Equal(LeaseFailure.CannotFetch, Assert.Single(coordinator.Failures).Code);
    }

    private TestNode Start(string name) => new(coordinator, home[name], new NodeParts
    {
        Engine = cache => new TracerEngine(cache, 1, 1L << 30, TimeProvider.System),
    });
}
