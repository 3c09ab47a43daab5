using Render.Lifecycle.Results;
using Render.Lifecycle.Tests.Support;
using Render.Network.Chunks;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Tests.Transfers;

public class PeerSourceTests
{
    [Fact]
    public async Task Sources_OfALargeFile_AreItsListAndTheNodesThatServeIt()
    {
        await using var network = await TestNetwork.Create(nodes: 3);
        var file = await Store(network);
        var (holder, other, reader) = (network.Nodes[0], network.Nodes[1], network.Nodes[2]);
        await Serve(network, holder, file);
        // Holds it and serves nobody.
        await Beat(network, other, file);
        var found = await Sources(network, reader, file);
        Assert.Equal(file, ChunkList.Decode(found.Chunks, long.MaxValue).File);
        var peer = Assert.Single(found.Peers);
        Assert.Equal((holder.Id, new Uri("http://10.0.0.1:7071")), (peer.Node, peer.Address));
        using var key = await Key(network, holder, file);
        var grant = PeerGrant.Open(peer.Grant, key);
        Assert.Equal(
            new PeerGrant(
                TestNetwork.Defaults.NetworkId, Digest.Of(holder.PublicKey), Digest.Of(reader.PublicKey), file,
                (ulong)(network.Clock.GetUtcNow() + TestNetwork.Defaults.GrantLife).ToUnixTimeMilliseconds()),
            grant);
    }

    [Fact]
    public async Task Sources_AfterARestart_AreKnownOnceNodesBeatAgain()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        var file = await Store(network);
        await network.Restart();
        await Serve(network, network.Nodes[0], file);
        Assert.Single((await Sources(network, network.Nodes[1], file)).Peers);
    }

    [Fact]
    public async Task Sources_NodeThatDrainsOrHoldsNothingOrAsks_IsNotNamed()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        var file = await Store(network);
        var (holder, reader) = (network.Nodes[0], network.Nodes[1]);
        await Serve(network, holder, Digest.OfText("another package"));
        Assert.Empty((await Sources(network, reader, file)).Peers);
        await Beat(network, holder, file, draining: true);
        Assert.Empty((await Sources(network, reader, file)).Peers);
        await Beat(network, holder, file);
        Assert.Single((await Sources(network, reader, file)).Peers);
        Assert.Empty((await Sources(network, holder, file)).Peers);
    }

    [Fact]
    public async Task Sources_OfAFileOfOneChunk_AreNone()
    {
        await using var network = await TestNetwork.Create(nodes: 1);
        var found = await Sources(network, network.Nodes[0], await network.Store());
        Assert.Null(found.Chunks);
        Assert.Empty(found.Peers);
    }

    [Fact]
    public async Task Received_Told_IsCountedOnceForBoth()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        var (file, grant) = await Granted(network);
        Assert.Equal(1_000, (await Tell(network, file, grant, 1_000)).Value!.Bytes);
        Assert.Equal(0, (await Tell(network, file, grant, 1_000)).Value!.Bytes);
        var (holder, reader) = (await View(network, 0), await View(network, 1));
        Assert.Equal((1_000, 0), (holder.BytesServed, holder.BytesFromPeers));
        Assert.Equal((0, 1_000), (reader.BytesServed, reader.BytesFromPeers));
    }

    [Fact]
    public async Task Received_MoreThanTheFile_OrByAnothersGrant_IsRefused()
    {
        await using var network = await TestNetwork.Create(nodes: 3);
        var (file, grant) = await Granted(network);
        Assert.Equal(RefusalCodes.GrantInvalid, (await Tell(network, file, grant, PackageChunkTests.Scene(1).Length + 1)).Refusal?.Code);
        Assert.Equal(RefusalCodes.GrantInvalid, (await Tell(network, file, grant, 0)).Refusal?.Code);
        Assert.Equal(RefusalCodes.GrantInvalid, (await Tell(network, Digest.OfText("another file"), grant, 1)).Refusal?.Code);
        Assert.Equal(RefusalCodes.GrantInvalid, (await Tell(network, file, grant, 1, by: 2)).Refusal?.Code);
        grant[^1] ^= 1;
        Assert.Equal(RefusalCodes.GrantInvalid, (await Tell(network, file, grant, 1)).Refusal?.Code);
        Assert.Equal(0, (await View(network, 0)).BytesServed);
    }

    [Fact]
    public async Task Received_LongAfterTheGrant_IsRefused()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        var (file, grant) = await Granted(network);
        network.Clock.Shift = TestNetwork.Defaults.GrantLife + TimeSpan.FromMinutes(11);
        Assert.Equal(RefusalCodes.GrantInvalid, (await Tell(network, file, grant, 1)).Refusal?.Code);
    }

    [Theory]
    [InlineData("ftp://10.0.0.1/")]
    [InlineData("http://user@10.0.0.1/")]
    [InlineData("http://10.0.0.1/path")]
    [InlineData("http://10.0.0.1/?query")]
    [InlineData("/relative")]
    public async Task Register_AddressThatIsNone_IsRefused(string address)
    {
        await using var network = await TestNetwork.Create(nodes: 1);
        network.Nodes[0].ChunkAddress = new Uri(address, UriKind.RelativeOrAbsolute);
        Assert.Equal(RefusalCodes.NodeInvalid, (await network.Nodes[0].Register(network.Coordinator)).Refusal?.Code);
    }

    private static async Task<Digest> Store(TestNetwork network)
    {
        using var content = new MemoryStream(PackageChunkTests.Scene(1));
        // The synthetic package is its one file.
        return (await network.Coordinator.Creators.StorePackage(content, "scene.glb", CancellationToken.None)).Value!.Digest;
    }

    private static async Task Serve(TestNetwork network, ScriptedNode node, Digest package)
    {
        node.ChunkAddress = new Uri("http://10.0.0.1:7071");
        Assert.Null((await node.Register(network.Coordinator)).Refusal);
        await Beat(network, node, package);
    }

    private static async Task<HeartbeatReply> Beat(TestNetwork network, ScriptedNode node, Digest package, bool draining = false) =>
        (await network.Coordinator.Nodes.Beat(node.Id, new Heartbeat(network.Clock.GetUtcNow().Ticks + Interlocked.Increment(ref beats), draining, [], [package], 0), CancellationToken.None)).Value!;

    private static long beats;

    private static async Task<NodeKey> Key(TestNetwork network, ScriptedNode node, Digest package)
    {
        Assert.True(NodeKey.TryImport((await Beat(network, node, package)).GrantKey, out var key));
        return key;
    }

    private static async Task<(Digest File, byte[] Grant)> Granted(TestNetwork network)
    {
        var file = await Store(network);
        await Serve(network, network.Nodes[0], file);
        return (file, (await Sources(network, network.Nodes[1], file)).Peers.Single().Grant);
    }

    private static Task<Outcome<BytesCounted>> Tell(TestNetwork network, Digest file, byte[] grant, long bytes, int by = 1) =>
        network.Coordinator.Nodes.Received(network.Nodes[by].Id, file, new BytesReceived([new PeerBytes(grant, bytes)]), CancellationToken.None);

    private static async Task<BlobSources> Sources(TestNetwork network, ScriptedNode node, Digest file) =>
        (await network.Coordinator.Nodes.Sources(node.Id, file, CancellationToken.None)).Value!;

    private static async Task<NodeView> View(TestNetwork network, int node) =>
        (await network.Coordinator.Network.Node(network.Nodes[node].Id, CancellationToken.None)).Value!;
}
