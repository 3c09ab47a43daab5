using System.Net;
using System.Net.Http.Headers;
using Render.Network.Messages;

namespace Render.Worker.Client;

/// <summary>Carries blobs between this machine and the store by URLs that the coordinator grants. Nothing is trusted that comes this way: digests are checked at both ends.</summary>
/// <param name="http">Carries it; nothing of the node's is added.</param>
/// <param name="clock">Measures pauses.</param>
internal sealed class DirectTransfers(HttpClient http, TimeProvider clock)
{
    /// <summary>Below this, one request through the coordinator is sooner done than three.</summary>
    public const long LeastBytes = 256 << 10;

    /// <summary>How long the coordinator carries everything after it said so, or after the store could not be reached.</summary>
    public static readonly TimeSpan PauseFor = TimeSpan.FromMinutes(5);

    private long resume = long.MinValue;

    /// <summary>Whether a blob of this size is worth asking for.</summary>
    public bool IsFor(long bytes) => bytes >= LeastBytes && clock.GetUtcNow().UtcTicks >= Volatile.Read(ref resume);

    /// <summary>Leaves the store alone for a while.</summary>
    public void Pause() => Volatile.Write(ref resume, (clock.GetUtcNow() + PauseFor).UtcTicks);

    /// <summary>Uploads; false where the store cannot be reached or refuses.</summary>
    public async Task<bool> Put(BlobUpload grant, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (!IsFit(grant.Url!))
            return false;
        using var request = new HttpRequestMessage(HttpMethod.Put, grant.Url) { Content = new ReadOnlyMemoryContent(content) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(WireHeaders.OctetStream);
        foreach (var (name, value) in grant.Headers ?? new Dictionary<string, string>())
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await Send(request, cancellationToken);
        // A place takes one upload: a conflict tells of a try whose answer was lost, or of nothing good, and the coordinator looks which.
        return answer is { IsSuccessStatusCode: true } or { StatusCode: HttpStatusCode.Conflict };
    }

    /// <summary>Opens a blob; null where the store cannot be reached or refuses.</summary>
    public async Task<HttpResponseMessage?> Open(Uri url, RangeHeaderValue? range, CancellationToken cancellationToken)
    {
        if (!IsFit(url))
            return null;
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Range = range;
        var answer = await Send(request, cancellationToken);
        if (answer is { IsSuccessStatusCode: true })
            return answer;
        answer?.Dispose();
        return null;
    }

    /// <summary>A grant is a secret: it travels over TLS, or not off this machine.</summary>
    private static bool IsFit(Uri url) => url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));

    private async Task<HttpResponseMessage?> Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
