using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Scheduling;
using Render.Worker.Tests.Support;

namespace Render.Worker.Tests.Agent;

public sealed class EchoTests : IDisposable
{
    private static readonly Digest Nonce = Digest.OfText("nonce");

    private readonly TemporaryFolder home = new();
    private readonly ScriptedCoordinator coordinator = new();
    private readonly ScriptedEngine engine = new();

    public void Dispose()
    {
        coordinator.Dispose();
        home.Dispose();
    }

    [Fact]
    public async Task Heartbeat_WithANonce_IsAnsweredBeforeTheNodeAsksForWork()
    {
        (coordinator.Nonce, coordinator.Place) = (Nonce, new NodePlace("eu-west", "", PlaceDoubt.Contradicted, EvidenceLevel.Declared, EvidenceLevel.Declared, 1, 1, "It lies."));
        await using var node = Start();
        var seen = await node.Next<PlaceSeen>();
        await coordinator.Until(script => script.Claims.Count > 0);

        Assert.Equal(new Echo(Nonce), coordinator.Echoes[0]);
        Assert.Equal("place: It lies.", seen.Text);
        var paths = coordinator.Traces.ConvertAll(trace => trace.Path);
        Assert.InRange(paths.FindIndex(path => path.EndsWith("/echo", StringComparison.Ordinal)), 0, paths.FindIndex(path => path.EndsWith("/claim", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Heartbeat_EchoRefused_GoesOnToWork()
    {
        coordinator.Nonce = Nonce;
        coordinator.Queue(Assignments.Render());
        await using var node = Start();

        await node.Next<WorkDelivered>();

        Assert.NotEmpty(coordinator.Echoes);
    }

    private TestNode Start() => new(coordinator, home.Path, engine);
}
