using System.Security.Cryptography;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Results;
using Render.Lifecycle.Tests.Support;
using Render.Network.Chunks;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Tests.Transfers;

public class PackageChunkTests
{
    [Fact]
    public async Task Upload_InChunks_IsThePackageOfTheWholeUpload()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        var scene = Scene(1);
        await Send(network, scene);
        var chunked = await Store(network, ChunkList.Of(scene));
        using var content = new MemoryStream(scene);
        var whole = await network.Coordinator.Creators.StorePackage(content, "scene.glb", CancellationToken.None);
        Assert.Equal(whole.Value!.Digest, chunked.Value!.Digest);
    }

    [Fact]
    public async Task Upload_WithAChunkMissing_IsRefusedUntilItIsSent()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        var scene = Scene(1);
        var list = ChunkList.Of(scene);
        await Send(network, scene);
        await network.Coordinator.Blobs.Delete(list.Chunks[2].Digest);
        var refused = await Store(network, list);
        Assert.Equal((RefusalKind.Conflict, RefusalCodes.ChunksMissing), (refused.Refusal!.Kind, refused.Refusal.Code));
        await Send(network, scene);
        Assert.Null((await Store(network, list)).Refusal);
    }

    [Fact]
    public async Task Upload_ListOfOtherChunksThanItsFile_IsRefused()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        await Send(network, Scene(1));
        var encoded = ChunkList.Of(Scene(1)).Encode();
        Digest.OfText("another file").CopyTo(encoded.AsSpan(16));
        await Assert.ThrowsAsync<BlobMismatchException>(() => Store(network, ChunkList.Decode(encoded, long.MaxValue)));
    }

    [Fact]
    public async Task Upload_ListWithAnotherLengthThanItsChunk_IsRefused()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        await Send(network, Scene(1));
        // The first chunk a byte longer, the last a byte shorter: the sum is right.
        var list = ChunkList.Of(Scene(1));
        var encoded = list.Encode();
        encoded[60 + 35]++;
        encoded[^1]--;
        Assert.Equal(RefusalCodes.ChunkListInvalid, (await Store(network, ChunkList.Decode(encoded, long.MaxValue))).Refusal?.Code);
    }

    /// <summary>A scene of some 3 MB without pattern.</summary>
    internal static byte[] Scene(int seed)
    {
        using var aes = Aes.Create();
        aes.Key = Digest.OfText($"scene {seed}").ToArray();
        return aes.EncryptCbc(new byte[3_000_000], new byte[16]);
    }

    private static async Task Send(TestNetwork network, byte[] scene)
    {
        foreach (var chunk in ChunkList.Of(scene).Chunks)
            await network.Coordinator.Blobs.Put(scene.AsMemory((int)chunk.Offset, chunk.Length));
    }

    private static Task<Outcome<PackageStored>> Store(TestNetwork network, ChunkList list) =>
        network.Coordinator.Creators.StorePackage(list, "scene.glb", CancellationToken.None);
}
