using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Render.Lifecycle.Events;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Api.Events;

/// <summary>Writes events as they come; a comment while none do, so that both ends notice a dead connection.</summary>
internal sealed class EventStream(INetworkEvents events, long after, JobId? job, TimeSpan heartbeat, TimeProvider clock) : IResult
{
    private static readonly byte[] Alive = ": alive\n\n"u8.ToArray();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache,no-store";
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var gone = httpContext.RequestAborted;
        try
        {
            await response.Body.WriteAsync(Alive, gone);
            await response.Body.FlushAsync(gone);
            await Write(response, gone);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The watcher left, which is how every stream ends.
        }
    }

    private async Task Write(HttpResponse response, CancellationToken gone)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(gone);
        await using var coming = events.WatchAsync(after, job, ended.Token).GetAsyncEnumerator(ended.Token);
        var next = coming.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                if (await ArrivedWithin(next, gone))
                {
                    if (!await next)
                        return;
                    await response.Body.WriteAsync(Encode(coming.Current), gone);
                    next = coming.MoveNextAsync().AsTask();
                    // Events come in bursts: they leave together.
                    if (next.IsCompleted)
                        continue;
                }
                else
                {
                    await response.Body.WriteAsync(Alive, gone);
                }

                await response.Body.FlushAsync(gone);
            }
        }
        finally
        {
            // An enumerator must not be disposed while it moves: the move is ended first.
            await ended.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> ArrivedWithin(Task next, CancellationToken gone)
    {
        if (next.IsCompleted)
            return true;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone);
        var first = await Task.WhenAny(next, Task.Delay(heartbeat, clock, either.Token));
        await either.CancelAsync();
        gone.ThrowIfCancellationRequested();
        return first == next;
    }

    private static byte[] Encode(NetworkEvent happened)
    {
        var data = JsonSerializer.Serialize(happened, WireJson.Options);
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {happened.Sequence}\ndata: {data}\n\n"));
    }
}
