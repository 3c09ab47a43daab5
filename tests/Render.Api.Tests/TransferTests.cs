using System.Net;
using System.Text.Json;
using Render.Api.Tests.Support;
using Render.Lifecycle.Ports;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Api.Tests;

public sealed class TransferTests(ApiHost host) : IClassFixture<ApiHost>, IDisposable
{
    private static readonly Digest Blob = Digest.Of("a blob"u8);

    public void Dispose()
    {
        host.Desk.Storing = true;
        (host.Transfers.IsDirect, host.Transfers.Fault) = (true, null);
    }

    private HttpRequestMessage Ask(string what, string body = "") => host.Signed(HttpMethod.Post, $"/v1/blobs/{Blob}/{what}", body);

    private async Task<T> Answer<T>(HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await host.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return JsonSerializer.Deserialize<T>(await answer.Content.ReadAsStringAsync(), WireJson.Options)!;
        }
    }

    [Fact]
    public async Task Download_BlobTheNodeMayRead_IsGranted()
    {
        host.Desk.Readable.Add(Blob);
        var grant = await Answer<BlobDownload>(Ask("download"));
        Assert.Equal(StubTransfers.PlaceOf(Blob), grant.Url);
        Assert.Equal(grant, await Answer<BlobDownload>(host.AsAdmin(HttpMethod.Post, $"/v1/blobs/{Blob}/download")));
    }

    [Fact]
    public async Task Download_BlobTheNodeMayNotRead_LooksAsIfItWereNotThere()
    {
        host.Desk.Readable.Remove(Blob);
        Assert.Equal("blob-unknown", (await host.ProblemOf(Ask("download"))).Code);
        Assert.Equal("request-unsigned", (await host.ProblemOf(new HttpRequestMessage(HttpMethod.Post, $"/v1/blobs/{Blob}/download"))).Code);
        Assert.Equal("token-wrong", (await host.ProblemOf(host.AsAdmin(HttpMethod.Post, $"/v1/blobs/{Blob}/download", token: "0123456789abcdef-wrong"))).Code);
    }

    [Fact]
    public async Task Grants_StoreThatLetsNobodyIn_PointToTheCoordinator()
    {
        host.Transfers.IsDirect = false;
        host.Desk.Readable.Add(Blob);
        Assert.Null((await Answer<BlobDownload>(Ask("download"))).Url);
        var upload = await Answer<BlobUpload>(Ask("upload", "{\"length\":5}"));
        Assert.False(upload.IsDirect);
    }

    [Fact]
    public async Task Upload_WithALease_IsGrantedToTheSigner()
    {
        var grant = await Answer<BlobUpload>(Ask("upload", "{\"length\":5}"));
        Assert.True(grant.IsDirect);
        Assert.Equal((StubTransfers.PlaceOf(Blob), StubTransfers.Ticket, "blob"), (grant.Url, grant.Ticket, grant.Headers!["x-kind"]));
        Assert.Equal((host.Identity.Id, Blob, 5), host.Transfers.Granted[^1]);
    }

    [Theory]
    [InlineData(10_001, "body-too-large")]
    [InlineData(0, "value-malformed")]
    [InlineData(-1, "value-malformed")]
    public async Task Upload_OfALengthThatIsNotAllowed_IsRefused(long length, string code)
    {
        var before = host.Transfers.Granted.Count;
        Assert.Equal(code, (await host.ProblemOf(Ask("upload", $"{{\"length\":{length}}}"))).Code);
        Assert.Equal(before, host.Transfers.Granted.Count);
    }

    [Fact]
    public async Task Upload_WithoutALease_IsForbidden()
    {
        host.Desk.Storing = false;
        Assert.Equal("blob-store-refused", (await host.ProblemOf(Ask("upload", "{\"length\":5}"))).Code);
    }

    [Theory]
    [InlineData("upload", "{\"length\":5}")]
    [InlineData("uploaded", "{\"ticket\":\"t\"}")]
    public async Task Upload_OtherBodyThanSigned_IsRefused(string what, string body)
    {
        var request = host.Signed(HttpMethod.Post, $"/v1/blobs/{Blob}/{what}", body, signedBody: body + " ");
        Assert.Equal("request-signature", (await host.ProblemOf(request)).Code);
    }

    [Fact]
    public async Task Uploaded_AsGranted_IsTakenInWithinTheLeases()
    {
        using var answer = await host.Http.SendAsync(Ask("uploaded", "{\"ticket\":\"ticket-1\"}"));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal((host.Identity.Id, Blob, StubTransfers.Ticket, 10_000), host.Transfers.TakenIn[^1]);
    }

    [Fact]
    public async Task Uploaded_OtherBytes_IsRefused()
    {
        host.Transfers.Fault = new BlobMismatchException(Blob, Digest.Of([1]));
        Assert.Equal(("blob-mismatch", 422), Code(await host.ProblemOf(Ask("uploaded", "{\"ticket\":\"t\"}"))));
        host.Transfers.Fault = new UploadRefusedException("nothing there");
        Assert.Equal((ProblemCodes.UploadRefused, 422), Code(await host.ProblemOf(Ask("uploaded", "{\"ticket\":\"t\"}"))));
    }

    [Fact]
    public async Task Uploaded_LeaseEndedMeanwhile_IsRemovedAndForbidden()
    {
        host.Desk.Storing = false;
        Assert.Equal(("blob-store-refused", 403), Code(await host.ProblemOf(Ask("uploaded", "{\"ticket\":\"t\"}"))));
        Assert.Equal(0, host.Transfers.TakenIn[^1].Limit);
    }

    private static (string Code, int Status) Code(Problem problem) => (problem.Code, problem.Status);
}
