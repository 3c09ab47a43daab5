using System.Net;
using System.Net.Http.Headers;
using Render.Api.Tests.Support;
using Render.Network.Proof;
using Render.Worker.Client;

namespace Render.Api.Tests;

public sealed class BlobTests(ApiHost host) : IClassFixture<ApiHost>, IDisposable
{
    public void Dispose() => host.Desk.Storing = true;

    [Fact]
    public async Task Read_FileOfAPackage_IsServedToANode()
    {
        var digest = host.Blobs.Add([1, 2, 3]);
        host.Desk.Readable.Add(digest);
        using var copy = new MemoryStream();
        await host.Node.GetBlob(digest, copy, 3, default);
        Assert.Equal([1, 2, 3], copy.ToArray());
    }

    [Fact]
    public async Task Read_BegunBefore_GoesOnFromThere()
    {
        var digest = host.Blobs.Add([1, 2, 3, 4, 5]);
        host.Desk.Readable.Add(digest);
        using var copy = new MemoryStream();
        copy.Write([1, 2]);
        await host.Node.GetBlob(digest, copy, 5, default);
        Assert.Equal([1, 2, 3, 4, 5], copy.ToArray());
    }

    [Fact]
    public async Task Read_LongerThanSaid_Stops()
    {
        var digest = host.Blobs.Add(new byte[500]);
        host.Desk.Readable.Add(digest);
        using var copy = new MemoryStream();
        await Assert.ThrowsAsync<InvalidDataException>(() => host.Node.GetBlob(digest, copy, 499, default));
    }

    [Fact]
    public async Task Read_AnothersResult_LooksAsIfItWereNotThere()
    {
        var there = host.Blobs.Add([7, 7]);
        var notThere = Digest.Of([8]);
        using var copy = new MemoryStream();
        var hidden = await Assert.ThrowsAsync<CoordinatorRefusedException>(() => host.Node.GetBlob(there, copy, 10, default));
        var missing = await Assert.ThrowsAsync<CoordinatorRefusedException>(() => host.Node.GetBlob(notThere, copy, 10, default));
        Assert.Equal((hidden.Code, hidden.Status), (missing.Code, missing.Status));
        Assert.Equal(HttpStatusCode.NotFound, hidden.Status);
    }

    [Fact]
    public async Task Read_Admin_ReadsAllAndRanges()
    {
        var digest = host.Blobs.Add([9, 8, 7, 6]);
        using var request = host.AsAdmin(HttpMethod.Get, $"/v1/blobs/{digest}");
        request.Headers.Range = new RangeHeaderValue(1, 2);
        using var answer = await host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal([8, 7], await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Read_Nobody_IsRefused() =>
        Assert.Equal("request-unsigned", (await host.ProblemOf(new HttpRequestMessage(HttpMethod.Get, $"/v1/blobs/{host.Blobs.Add([5])}"))).Code);

    [Fact]
    public async Task Store_WithALease_IsThere()
    {
        byte[] content = [4, 5, 6];
        await host.Node.PutBlob(Digest.Of(content), content, default);
        await host.Node.PutBlob(Digest.Of(content), content, default);
        Assert.True(await host.Blobs.Exists(Digest.Of(content)));
    }

    [Fact]
    public async Task Store_WithoutALease_IsForbidden()
    {
        host.Desk.Storing = false;
        byte[] content = [4, 4];
        var refused = await Assert.ThrowsAsync<CoordinatorRefusedException>(() => host.Node.PutBlob(Digest.Of(content), content, default));
        Assert.Equal("blob-store-refused", refused.Code);
        Assert.False(await host.Blobs.Exists(Digest.Of(content)));
    }

    [Fact]
    public async Task Store_OtherBytesThanSigned_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<CoordinatorRefusedException>(() => host.Node.PutBlob(Digest.Of([1, 1]), new byte[] { 2, 2 }, default));
        Assert.Equal("blob-mismatch", refused.Code);
        Assert.False(await host.Blobs.Exists(Digest.Of([2, 2])));
    }

    [Fact]
    public async Task Store_TooLarge_IsRefused()
    {
        var content = new byte[10_001];
        var refused = await Assert.ThrowsAsync<CoordinatorRefusedException>(() => host.Node.PutBlob(Digest.Of(content), content, default));
        Assert.Equal("body-too-large", refused.Code);
    }
}
