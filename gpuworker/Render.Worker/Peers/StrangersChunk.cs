using System.Globalization;
using System.Net;
using Render.Network.Chunks;
using Render.Worker.Cache;
using Render.Worker.Client;

namespace Render.Worker.Peers;

/// <summary>Asks somebody who owes us nothing for a chunk: a short patience, and no more bytes than the chunk has.</summary>
internal static class StrangersChunk
{
    /// <summary>For a chunk; the coordinator is sooner asked than a slow line waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>The bytes, whatever they are; the request is disposed.</summary>
    /// <exception cref="ChunkUnavailableException">No answer, or not a success.</exception>
    public static async Task<byte[]> Get(HttpClient http, HttpRequestMessage request, Chunk chunk, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var sent = request;
        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!answer.IsSuccessStatusCode)
                throw new ChunkUnavailableException(string.Create(CultureInfo.InvariantCulture, $"it answers {(int)answer.StatusCode}"))
                {
                    IsBusy = answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests,
                };
            return await ChunkBody.Read(answer, chunk.Length, either.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ChunkUnavailableException(late.IsCancellationRequested ? "it takes too long" : "it does not answer", e);
        }
    }
}
