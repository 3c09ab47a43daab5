using System.Globalization;
using System.Net;
using System.Text;
using System.Web;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Time.Testing;
using Render.Lifecycle.Contracts;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Storage.Transfers;

namespace Render.Storage.Tests.Transfers;

/// <summary>With an identity instead of a key, which the emulator does not offer over HTTP: the service is played.</summary>
public sealed class DelegatedGrantTests : IDisposable
{
    private static readonly Digest Blob = Digest.Of("a blob"u8);
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly DelegatingService _line = new();
    private readonly AzureTransfers _transfers;

    public DelegatedGrantTests()
    {
        var options = new BlobClientOptions { Transport = new HttpClientTransport(_line) };
        _transfers = new AzureTransfers(new BlobServiceClient(new Uri("https://account.blob.core.windows.net"), new Identity(), options), new InMemoryBlobs(), _time);
    }

    public void Dispose()
    {
        _transfers.Dispose();
        _line.Dispose();
    }

    [Fact]
    public async Task Download_WithAnIdentity_IsSignedByADelegatedKeyForHttpsOnly()
    {
        var grant = (await _transfers.Download(Blob))!;
        var query = HttpUtility.ParseQueryString(grant.Url.Query);
        Assert.Equal($"/blobs/{Blob.ToString()[..2]}/{Blob}", grant.Url.AbsolutePath);
        Assert.Equal(("r", "b", "https", DelegatingService.Owner), (query["sp"], query["sr"], query["spr"], query["skoid"]));
        Assert.Equal(grant.Expires, DateTimeOffset.Parse(query["se"]!, CultureInfo.InvariantCulture));
        Assert.Equal(TimeSpan.FromMinutes(15), grant.Expires - _time.GetUtcNow());
    }

    [Fact]
    public async Task Upload_WithAnIdentity_MayOnlyCreate()
    {
        var grant = (await _transfers.Upload(NodeId.FromPublicKey([1]), Blob, 5))!;
        var query = HttpUtility.ParseQueryString(grant.Url.Query);
        Assert.Equal(("c", "b", "https"), (query["sp"], query["sr"], query["spr"]));
    }

    [Fact]
    public async Task Key_IsKeptUntilAGrantCouldOutliveIt()
    {
        for (var minutes = 0; minutes < 5 * 60 + 30; minutes += 30)
        {
            await _transfers.Download(Blob);
            _time.Advance(TimeSpan.FromMinutes(30));
        }

        Assert.Equal(1, _line.Keys);
        _time.Advance(TimeSpan.FromMinutes(11));
        var grant = (await _transfers.Download(Blob))!;
        Assert.Equal(2, _line.Keys);
        var query = HttpUtility.ParseQueryString(grant.Url.Query);
        Assert.True(grant.Expires < DateTimeOffset.Parse(query["ske"]!, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Key_ManyGrantsAtOnce_IsAskedForOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => _transfers.Download(Blob))));
        Assert.Equal(1, _line.Keys);
    }

    private sealed class Identity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }

    /// <summary>Gives delegation keys as asked for, and has every container.</summary>
    private sealed class DelegatingService : HttpMessageHandler
    {
        public const string Owner = "11111111-1111-1111-1111-111111111111";

        private int _keys;

        public int Keys => _keys;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!request.RequestUri!.Query.Contains("comp=userdelegationkey", StringComparison.Ordinal))
                return new HttpResponseMessage(HttpStatusCode.Created);
            Interlocked.Increment(ref _keys);
            var asked = System.Xml.Linq.XDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken)).Root!;
            var key = $"<?xml version=\"1.0\" encoding=\"utf-8\"?><UserDelegationKey><SignedOid>{Owner}</SignedOid><SignedTid>{Owner}</SignedTid>"
                + $"<SignedStart>{asked.Element("Start")!.Value}</SignedStart><SignedExpiry>{asked.Element("Expiry")!.Value}</SignedExpiry>"
                + $"<SignedService>b</SignedService><SignedVersion>2024-11-04</SignedVersion><Value>{Convert.ToBase64String(new byte[32])}</Value></UserDelegationKey>";
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(key, Encoding.UTF8, "application/xml") };
        }
    }
}
