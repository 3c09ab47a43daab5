using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Render.Network.Messages;

namespace Render.Worker.Tests.Support;

/// <summary>A coordinator that grants, and the store that it grants places of; either fails on demand.</summary>
internal sealed class ScriptedStore : HttpMessageHandler
{
    /// <summary>What was asked, in order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The place that is granted; null: none.</summary>
    public Uri? Place { get; set; } = new("https://store.test/place?sig=secret");

    public bool KnowsGrants { get; set; } = true;

    /// <summary>What the store holds; what the coordinator serves too.</summary>
    public byte[] AtTheStore { get; set; } = [];

    /// <summary>What the store answers; 200: as it should; null: nothing.</summary>
    public HttpStatusCode? StoreAnswers { get; set; } = HttpStatusCode.OK;

    /// <summary>The connection to the store breaks after so many bytes.</summary>
    public int BreaksAfter { get; set; } = int.MaxValue;

    /// <summary>What the coordinator answers to an upload; null: it takes it.</summary>
    public Problem? TakenProblem { get; set; }

    public string? Kind { get; private set; }

    public bool SignedAtTheStore { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        if (request.RequestUri.Host != "coordinator.test")
            return Store(request, body);
        Asked.Add($"{request.Method} {path}");
        if (request.Method == HttpMethod.Get)
            return Content(request, new MemoryStream(AtTheStore));
        if (request.Method == HttpMethod.Put)
            return new HttpResponseMessage(HttpStatusCode.NoContent);
        if (!KnowsGrants)
            return Refuse(new Problem("path-unknown", "Not found", 404, path));
        if (path.EndsWith("/uploaded", StringComparison.Ordinal))
            return TakenProblem is { } problem ? Refuse(problem) : new HttpResponseMessage(HttpStatusCode.NoContent);
        return path.EndsWith("/upload", StringComparison.Ordinal)
            ? Json(new BlobUpload(Place, new Dictionary<string, string> { ["x-ms-blob-type"] = "BlockBlob" }, Place is null ? null : "ticket", null))
            : Json(new BlobDownload(Place, null));
    }

    private HttpResponseMessage Store(HttpRequestMessage request, byte[] body)
    {
        Asked.Add($"{request.Method} store");
        SignedAtTheStore |= request.Headers.Contains(WireHeaders.Signature) || request.Headers.Authorization is not null;
        if (StoreAnswers is not { } status)
            throw new HttpRequestException(HttpRequestError.ConnectionError, "no store");
        if (status != HttpStatusCode.OK)
            return new HttpResponseMessage(status);
        if (request.Method == HttpMethod.Get)
            return Content(request, new BreakingStream(AtTheStore, BreaksAfter));
        Kind = request.Headers.GetValues("x-ms-blob-type").Single();
        AtTheStore = body;
        return new HttpResponseMessage(HttpStatusCode.Created);
    }

    private static HttpResponseMessage Content(HttpRequestMessage request, Stream content)
    {
        var from = request.Headers.Range?.Ranges.Single().From;
        content.Position = from ?? 0;
        return new HttpResponseMessage(from is null ? HttpStatusCode.OK : HttpStatusCode.PartialContent) { Content = new StreamContent(content) };
    }

    private static HttpResponseMessage Json<T>(T value, HttpStatusCode status = HttpStatusCode.OK, string type = "application/json")
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, WireJson.Options));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return new HttpResponseMessage(status) { Content = content };
    }

    private static HttpResponseMessage Refuse(Problem problem) => Json(problem, (HttpStatusCode)problem.Status, WireHeaders.ProblemJson);

    private sealed class BreakingStream(byte[] content, int breaksAfter) : MemoryStream(content)
    {
        // Every other way to read comes down to this one.
        public override int Read(byte[] buffer, int offset, int count) =>
            Position >= breaksAfter ? throw new HttpRequestException("The line is cut.") : base.Read(buffer, offset, Math.Min(count, breaksAfter - (int)Position));
    }
}
