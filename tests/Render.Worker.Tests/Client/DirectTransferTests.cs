using System.Net;
using Microsoft.Extensions.Time.Testing;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Client;
using Render.Worker.Identity;
using Render.Worker.Tests.Support;

namespace Render.Worker.Tests.Client;

public sealed class DirectTransferTests : IDisposable
{
    private static readonly byte[] Large = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))];
    private static readonly Digest Blob = Digest.Of(Large);

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new();
    private readonly ScriptedStore store = new();
    private readonly NodeIdentity identity;
    private readonly HttpClient http;
    private readonly CoordinatorClient client;

    public DirectTransferTests()
    {
        identity = NodeIdentity.LoadOrCreate(folder.Path);
        http = new HttpClient(store) { BaseAddress = new Uri("http://coordinator.test") };
        client = new CoordinatorClient(http, identity, clock);
    }

    public void Dispose()
    {
        http.Dispose();
        identity.Dispose();
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Put_Large_GoesToTheStoreAndIsTold()
    {
        await client.PutBlob(Blob, Large, default);
        Assert.Equal([$"POST /v1/blobs/{Blob}/upload", "PUT store", $"POST /v1/blobs/{Blob}/uploaded"], store.Asked);
        Assert.Equal(Large, store.AtTheStore);
        Assert.Equal("BlockBlob", store.Kind);
        Assert.False(store.SignedAtTheStore);
    }

    [Fact]
    public async Task Put_Small_GoesThroughTheCoordinatorAtOnce()
    {
        await client.PutBlob(Digest.Of([1]), new byte[] { 1 }, default);
        Assert.Equal([$"PUT /v1/blobs/{Digest.Of([1])}"], store.Asked);
    }

    [Fact]
    public async Task Put_CoordinatorGrantsNothing_IsNotAskedAgainForAWhile()
    {
        store.Place = null;
        await client.PutBlob(Blob, Large, default);
        await client.PutBlob(Blob, Large, default);
        Assert.Equal([$"POST /v1/blobs/{Blob}/upload", $"PUT /v1/blobs/{Blob}", $"PUT /v1/blobs/{Blob}"], store.Asked);
        clock.Advance(TimeSpan.FromMinutes(5));
        await client.PutBlob(Blob, Large, default);
        Assert.Equal($"POST /v1/blobs/{Blob}/upload", store.Asked[3]);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(null)]
    public async Task Put_StoreFails_GoesThroughTheCoordinator(HttpStatusCode? status)
    {
        store.StoreAnswers = status;
        await client.PutBlob(Blob, Large, default);
        Assert.Equal([$"POST /v1/blobs/{Blob}/upload", "PUT store", $"PUT /v1/blobs/{Blob}"], store.Asked);
    }

    [Fact]
    public async Task Put_PlaceIsTaken_TheCoordinatorLooks()
    {
        store.StoreAnswers = HttpStatusCode.Conflict;
        await client.PutBlob(Blob, Large, default);
        Assert.Equal($"POST /v1/blobs/{Blob}/uploaded", store.Asked[^1]);
    }

    [Fact]
    public async Task Put_UploadIsNotTaken_GoesThroughTheCoordinator()
    {
        store.TakenProblem = new Problem(ProblemCodes.UploadRefused, "Refused", 422, "nothing there");
        await client.PutBlob(Blob, Large, default);
        Assert.Equal($"PUT /v1/blobs/{Blob}", store.Asked[^1]);
    }

    [Fact]
    public async Task Put_OtherBytes_IsRefusedForGood()
    {
        store.TakenProblem = new Problem("blob-mismatch", "Refused", 422, "other bytes");
        var refused = await Assert.ThrowsAsync<CoordinatorRefusedException>(() => client.PutBlob(Blob, Large, default));
        Assert.Equal("blob-mismatch", refused.Code);
        Assert.DoesNotContain($"PUT /v1/blobs/{Blob}", store.Asked);
    }

    [Theory]
    [InlineData("http://store.test/place")]
    [InlineData("ftp://store.test/place")]
    public async Task Put_GrantInTheOpen_IsNotUsed(string place)
    {
        store.Place = new Uri(place);
        await client.PutBlob(Blob, Large, default);
        Assert.Equal([$"POST /v1/blobs/{Blob}/upload", $"PUT /v1/blobs/{Blob}"], store.Asked);
    }

    [Fact]
    public async Task Put_CoordinatorThatKnowsNoGrants_GoesThroughIt()
    {
        store.KnowsGrants = false;
        await client.PutBlob(Blob, Large, default);
        Assert.Equal($"PUT /v1/blobs/{Blob}", store.Asked[^1]);
    }

    [Fact]
    public async Task Get_Begun_GoesOnAtTheStore()
    {
        store.AtTheStore = Large;
        using var copy = new MemoryStream();
        copy.Write(Large, 0, 1_000);
        await client.GetBlob(Blob, copy, Large.Length, default);
        Assert.Equal(Large, copy.ToArray());
        Assert.Equal([$"POST /v1/blobs/{Blob}/download", "GET store"], store.Asked);
        Assert.False(store.SignedAtTheStore);
    }

    [Fact]
    public async Task Get_LongerThanSaid_Stops()
    {
        store.AtTheStore = [.. Large, .. Large];
        using var copy = new MemoryStream();
        await Assert.ThrowsAsync<InvalidDataException>(() => client.GetBlob(Blob, copy, Large.Length, default));
    }

    [Fact]
    public async Task Get_ConnectionToTheStoreBreaks_GoesOnThroughTheCoordinator()
    {
        (store.AtTheStore, store.BreaksAfter) = (Large, 100_000);
        using var copy = new MemoryStream();
        await Assert.ThrowsAsync<CoordinatorUnreachableException>(() => client.GetBlob(Blob, copy, Large.Length, default));
        await client.GetBlob(Blob, copy, Large.Length, default);
        Assert.Equal(Large, copy.ToArray());
        Assert.Equal([$"POST /v1/blobs/{Blob}/download", "GET store", $"GET /v1/blobs/{Blob}"], store.Asked);
    }

    [Fact]
    public async Task Get_NotAtTheStore_ComesThroughTheCoordinator()
    {
        (store.AtTheStore, store.StoreAnswers) = (Large, HttpStatusCode.NotFound);
        using var copy = new MemoryStream();
        await client.GetBlob(Blob, copy, Large.Length, default);
        Assert.Equal(Large, copy.ToArray());
    }
}
