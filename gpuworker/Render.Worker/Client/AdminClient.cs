using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Render.Network.Chunks;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Worker.Client;

/// <summary>
/// A creator's or host's side of the HTTP API, with the admin token. Same endings as <see cref="CoordinatorClient"/>.
/// Safe from any thread.
/// </summary>
public sealed class AdminClient
{
    private readonly HttpClient http;
    private readonly AuthenticationHeaderValue? authorization;

    /// <summary>A client of one coordinator.</summary>
    /// <param name="http">Its base address is the coordinator's.</param>
    /// <param name="token">The admin token; null: only what is open to all.</param>
    public AdminClient(HttpClient http, string? token)
    {
        this.http = http;
        authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Reads a resource, e.g. <c>/v1/jobs</c>.</summary>
    /// <typeparam name="T">The message type.</typeparam>
    /// <param name="target">Path and query.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<T> Get<T>(string target, CancellationToken cancellationToken = default)
    {
        using var answer = await Send(HttpMethod.Get, target, null, cancellationToken);
        return await CoordinatorAnswer.Read<T>(answer, cancellationToken);
    }

    /// <summary>Sends a message and reads the answer.</summary>
    /// <typeparam name="TMessage">The message's type.</typeparam>
    /// <typeparam name="TReply">The answer's type.</typeparam>
    /// <param name="target">Path and query.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<TReply> Post<TMessage, TReply>(string target, TMessage message, CancellationToken cancellationToken = default)
    {
        using var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(message, WireJson.Options));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await Send(HttpMethod.Post, target, body, cancellationToken);
        return await CoordinatorAnswer.Read<TReply>(answer, cancellationToken);
    }

    /// <summary>Disputes an accepted result: <c>POST /v1/jobs/{job}/tasks/{task}/dispute</c>.</summary>
    /// <param name="job">The job.</param>
    /// <param name="task">The task's key.</param>
    /// <param name="claim">The creator's own result file for it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DisputeView> Dispute(JobId job, string task, Stream claim, CancellationToken cancellationToken = default)
    {
        using var body = new StreamContent(claim);
        body.Headers.ContentType = new MediaTypeHeaderValue(WireHeaders.OctetStream);
        using var answer = await Send(HttpMethod.Post, $"/v1/jobs/{job}/tasks/{Uri.EscapeDataString(task)}/dispute", body, cancellationToken);
        return await CoordinatorAnswer.Read<DisputeView>(answer, cancellationToken);
    }

    /// <summary>Uploads a scene: <c>POST /v1/packages?name=…</c>.</summary>
    /// <param name="name">The file's name, whose ending says what it is.</param>
    /// <param name="content">The file, readable from its position to its end.</param>
    /// <param name="progress">Told the bytes sent so far.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PackageStored> Upload(string name, Stream content, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        using var body = new ProgressContent(content, progress);
        body.Headers.ContentType = new MediaTypeHeaderValue(WireHeaders.OctetStream);
        using var answer = await Send(HttpMethod.Post, $"/v1/packages?name={Uri.EscapeDataString(name)}", body, cancellationToken);
        return await CoordinatorAnswer.Read<PackageStored>(answer, cancellationToken);
    }

    /// <summary>Hands in a scene of which the coordinator has every chunk: <c>POST /v1/packages?name=…</c>.</summary>
    /// <param name="name">The file's name, whose ending says what it is.</param>
    /// <param name="chunks">The file's chunks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PackageStored> Upload(string name, ChunkList chunks, CancellationToken cancellationToken = default)
    {
        using var body = new ByteArrayContent(chunks.Encode());
        body.Headers.ContentType = new MediaTypeHeaderValue(ChunkList.MediaType);
        using var answer = await Send(HttpMethod.Post, $"/v1/packages?name={Uri.EscapeDataString(name)}", body, cancellationToken);
        return await CoordinatorAnswer.Read<PackageStored>(answer, cancellationToken);
    }

    /// <summary>Stores a chunk of a scene: <c>PUT /v1/blobs/{digest}</c>. Storing it again is harmless.</summary>
    /// <param name="digest">SHA-256 of <paramref name="content"/>.</param>
    /// <param name="content">At most <see cref="ChunkSizes.Largest"/> bytes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task PutChunk(Digest digest, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        using var body = new ReadOnlyMemoryContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue(WireHeaders.OctetStream);
        using var answer = await Send(HttpMethod.Put, $"/v1/blobs/{digest}", body, cancellationToken);
    }

    /// <summary>Copies a file, e.g. <c>/v1/jobs/{job}/frames/0</c>.</summary>
    /// <param name="target">Path and query.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The SHA-256 that the answer's entity tag names; null: it names none.</returns>
    /// <exception cref="CoordinatorUnreachableException">The connection broke; the destination holds a part.</exception>
    public async Task<Digest?> Download(string target, Stream destination, CancellationToken cancellationToken = default)
    {
        using var answer = await Send(HttpMethod.Get, target, null, cancellationToken);
        try
        {
            await answer.Content.CopyToAsync(destination, cancellationToken);
            return Digest.TryParse(answer.Headers.ETag?.Tag.Trim('"'), out var digest) ? digest : null;
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException)
        {
            throw new CoordinatorUnreachableException("the connection broke", e);
        }
    }

    /// <summary>
    /// Watches a stream of server-sent events, e.g. <c>/v1/events</c>, for ever: reconnects by <see cref="RetrySchedule"/> and goes on after
    /// the last one seen.
    /// </summary>
    /// <typeparam name="T">The events' message type.</typeparam>
    /// <param name="target">Path and query.</param>
    /// <param name="clock">Waits between tries.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CoordinatorRefusedException">The coordinator refuses, e.g. the token is wrong.</exception>
    public async IAsyncEnumerable<T> Watch<T>(
        string target, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? last = null;
        var retry = new RetrySchedule();
        while (true)
        {
            var broken = false;
            await using var events = Connect(target, last, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (!broken)
            {
                try
                {
                    if (!await events.MoveNextAsync())
                        break;
                }
                catch (CoordinatorUnreachableException)
                {
                    broken = true;
                    continue;
                }

                retry.Reset();
                last = events.Current.Id ?? last;
                if (JsonSerializer.Deserialize<T>(events.Current.Data, WireJson.Options) is { } message)
                    yield return message;
            }

            await Task.Delay(retry.Next(), clock, cancellationToken);
        }
    }

    private async IAsyncEnumerable<ServerSentEvent> Connect(
        string target, string? last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        request.Headers.Authorization = authorization;
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (last is not null)
            request.Headers.Add("Last-Event-ID", last);
        using var answer = await CoordinatorAnswer.Send(http, request, cancellationToken);
        await CoordinatorAnswer.Require(answer, cancellationToken);
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var received in ServerSentEvent.Read(stream, cancellationToken))
            yield return received;
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string target, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, target) { Content = body };
        request.Headers.Authorization = authorization;
        var answer = await CoordinatorAnswer.Send(http, request, cancellationToken);
        await CoordinatorAnswer.Require(answer, cancellationToken);
        return answer;
    }
}
