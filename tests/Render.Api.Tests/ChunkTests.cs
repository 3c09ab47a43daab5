using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Render.Api.Tests.Support;
using Render.Network.Chunks;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Api.Tests;

public sealed class ChunkTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly byte[] Small = [1, 2, 3];

    [Fact]
    public async Task Missing_OfSomeChunks_AreThoseNotThere()
    {
        var there = host.Blobs.Add([4, 5]);
        var (a, b) = (Digest.OfText("a"), Digest.OfText("b"));
        var found = await host.Admin.Post<FindMissing, MissingChunks>("/v1/blobs/missing", new FindMissing([b, there, a, b]));
        Assert.Equal([b, a], found.Missing);
    }

    [Fact]
    public async Task Missing_OfTooMany_IsRefused()
    {
        var json = JsonSerializer.Serialize(new FindMissing([.. Enumerable.Range(0, WireLimits.ChunksAtOnce + 1).Select(i => Digest.OfText($"{i}"))]), WireJson.Options);
        Assert.Equal(400, (await host.ProblemOf(host.AsAdmin(HttpMethod.Post, "/v1/blobs/missing", json))).Status);
    }

    [Fact]
    public async Task Missing_AskedByANode_IsTheAdminsAlone() =>
        Assert.Equal(401, (await host.ProblemOf(host.Signed(HttpMethod.Post, "/v1/blobs/missing", "{}"))).Status);

    [Fact]
    public async Task Chunk_SentByTheAdmin_IsStored()
    {
        await host.Admin.PutChunk(Digest.Of(Small), Small);
        Assert.True(await host.Blobs.Exists(Digest.Of(Small)));
    }

    [Fact]
    public async Task Chunk_WithAnotherDigest_IsRefused()
    {
        var request = host.AsAdmin(HttpMethod.Put, $"/v1/blobs/{Digest.OfText("another")}");
        request.Content = new ByteArrayContent(Small);
        Assert.Equal("blob-mismatch", (await host.ProblemOf(request)).Code);
    }

    [Fact]
    public async Task Chunk_SentWithAWrongToken_IsRefused()
    {
        var request = host.AsAdmin(HttpMethod.Put, $"/v1/blobs/{Digest.Of(Small)}", token: "a wrong token, long enough");
        request.Content = new ByteArrayContent(Small);
        Assert.Equal("token-wrong", (await host.ProblemOf(request)).Code);
    }

    [Fact]
    public async Task Package_AsAChunkList_GoesToTheDesk()
    {
        var stored = await host.Admin.Upload("scene.glb", ChunkList.Of(Small));
        Assert.Equal(Digest.Of(Small), stored.Digest);
    }

    [Fact]
    public async Task Package_AsAListOfALargerFileThanAllowed_IsRefused()
    {
        var request = host.AsAdmin(HttpMethod.Post, "/v1/packages?name=a.glb");
        request.Content = new ByteArrayContent(ChunkList.Of(new byte[10_001]).Encode());
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(ChunkList.MediaType);
        Assert.Equal("chunk-list-invalid", (await host.ProblemOf(request)).Code);
    }

    [Fact]
    public async Task Sources_OfAFileTheNodeMayRead_AreTold()
    {
        var file = Digest.OfText("a file");
        host.Desk.Readable.Add(file);
        using var answer = await host.Http.SendAsync(host.Signed(HttpMethod.Post, $"/v1/blobs/{file}/sources", ""));
        var found = (await answer.Content.ReadFromJsonAsync<BlobSources>(WireJson.Options))!;
        Assert.Equal((HttpStatusCode.OK, new Uri("http://peer.test:7"), host.Identity.Id), (answer.StatusCode, found.Peers.Single().Address, found.Peers.Single().Node));
    }

    [Fact]
    public async Task Sources_OfAnythingElse_LookAsIfItWereNotThere() =>
        Assert.Equal("blob-unknown", (await host.ProblemOf(host.Signed(HttpMethod.Post, $"/v1/blobs/{Digest.OfText("a result")}/sources", ""))).Code);

    [Fact]
    public async Task Sources_AskedUnsigned_AreRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/blobs/{Digest.OfText("a file")}/sources");
        Assert.Equal("request-unsigned", (await host.ProblemOf(request)).Code);
    }

    [Fact]
    public async Task Received_Signed_GoesToTheDesk() =>
        Assert.Equal(7, (await host.Node.Received(Digest.OfText("a file"), new BytesReceived([new PeerBytes([1], 7)]), default)).Bytes);

    [Fact]
    public async Task Received_WithAnotherBodyThanSigned_IsRefused() => Assert.Equal(
        "request-signature",
        (await host.ProblemOf(host.Signed(HttpMethod.Post, $"/v1/blobs/{Digest.OfText("a file")}/received", """{"peers":[]}""", signedBody: "{}"))).Code);
}
