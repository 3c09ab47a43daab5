using System.Net;
using Render.Simulation.Machine;
using Render.Simulation.Messaging;

namespace Render.Simulation.Cloud;

/// <summary>Carries a process's requests to the blob service over the simulated network. A process that is dead or frozen hears nothing.</summary>
internal sealed class BlobTransport(World world, SimulatedProcess process, BlobService service, Func<SimulatedProcess?> storage) : HttpMessageHandler
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await process.Running();
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(CancellationToken.None);
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? [])
            .ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(',', header.Value), StringComparer.Ordinal);
        var sent = new BlobRequest(request.Method.Method, request.RequestUri!.AbsolutePath, request.RequestUri.Query, headers, body);
        try
        {
            var answer = await world.Network.Ask(process, "storage", storage, () => Task.FromResult(service.Handle(sent)), Patience);
            await process.Running();
            return Response(request, answer);
        }
        catch (NoAnswerException none)
        {
            await process.Running();
            throw new HttpRequestException(HttpRequestError.ConnectionError, none.Message, none);
        }
    }

    private static HttpResponseMessage Response(HttpRequestMessage request, BlobAnswer answer)
    {
        var response = new HttpResponseMessage(answer.Status) { RequestMessage = request, Content = new ByteArrayContent(answer.Body) };
        foreach (var (name, value) in answer.Headers)
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.Remove(name);
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }

        return response;
    }
}
