using System.Net;
using System.Text.Json;
using Render.Network.Chunks;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Benchmarks.Chunks;

/// <summary>A coordinator that stores chunks and counts every byte of the requests.</summary>
internal sealed class ChunkStore : HttpMessageHandler
{
    private readonly HashSet<Digest> chunks = [];
    private readonly Lock gate = new();

    public long Bytes { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        lock (gate)
        {
            Bytes += body.Length;
            if (request.Method == HttpMethod.Put)
            {
                chunks.Add(Digest.Parse(path.AsSpan(path.Length - 64)));
                return new HttpResponseMessage(HttpStatusCode.NoContent);
            }

            return path.EndsWith("/missing", StringComparison.Ordinal)
                ? Json(new MissingChunks([.. JsonSerializer.Deserialize<FindMissing>(body, WireJson.Options)!.Chunks.Where(chunk => !chunks.Contains(chunk))]))
                : Json(new PackageStored(ChunkList.Decode(body, long.MaxValue).File, "scene.glb", 1, 1, new SceneFacts(1, 1, 1, 1, 0, 0, 0, false, 0, 1), []));
        }
    }

    private static HttpResponseMessage Json<T>(T value) =>
        new(HttpStatusCode.OK) { Content = new StringContent(JsonSerializer.Serialize(value, WireJson.Options), System.Text.Encoding.UTF8, "application/json") };
}
