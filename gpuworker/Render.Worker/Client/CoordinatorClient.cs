using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Cache;
using Render.Worker.Identity;
using Render.Worker.Work;

namespace Render.Worker.Client;

/// <summary>
/// A node's side of the HTTP API: every request is signed. One try a call; it ends in an answer, in
/// <see cref="CoordinatorRefusedException"/> (final), or in <see cref="CoordinatorUnreachableException"/> (worth another try).
/// Safe from any thread.
/// </summary>
/// <param name="http">Its base address is the coordinator's; its timeout must exceed the longest claim wait.</param>
/// <param name="identity">Signs.</param>
/// <param name="clock">Timestamps, corrected by the coordinator's clock.</param>
public sealed class CoordinatorClient(HttpClient http, NodeIdentity identity, TimeProvider clock) : IBlobSource
{
    private static readonly Digest EmptyBody = Digest.Of([]);
    private readonly DirectTransfers direct = new(http, clock);
    private long clockOffsetMs;

    /// <summary>The coordinator's clock less this machine's, as far as known.</summary>
    public TimeSpan ClockOffset => TimeSpan.FromMilliseconds(Interlocked.Read(ref clockOffsetMs));

    /// <summary>This machine's estimate of the coordinator's time.</summary>
    public DateTimeOffset CoordinatorTime => clock.GetUtcNow() + ClockOffset;

    /// <summary><c>POST /v1/nodes</c>.</summary>
    public async Task<NodeRegistered> Register(RegisterNode message, CancellationToken cancellationToken)
    {
        var reply = await Post<RegisterNode, NodeRegistered>("/v1/nodes", message, cancellationToken);
        Synchronise(reply.ServerTime);
        return reply;
    }

    /// <summary><c>POST /v1/nodes/{node}/heartbeat</c>.</summary>
    public async Task<HeartbeatReply> Heartbeat(Heartbeat message, CancellationToken cancellationToken)
    {
        var reply = await Post<Heartbeat, HeartbeatReply>($"/v1/nodes/{identity.Id}/heartbeat", message, cancellationToken);
        Synchronise(reply.ServerTime);
        return reply;
    }

    /// <summary><c>POST /v1/nodes/{node}/echo</c>.</summary>
    public Task<EchoTaken> Answer(Echo message, CancellationToken cancellationToken) =>
        Post<Echo, EchoTaken>($"/v1/nodes/{identity.Id}/echo", message, cancellationToken);

    /// <summary><c>POST /v1/nodes/{node}/claim</c>.</summary>
    public Task<WorkAssigned> Claim(ClaimWork message, CancellationToken cancellationToken) =>
        Post<ClaimWork, WorkAssigned>($"/v1/nodes/{identity.Id}/claim", message, cancellationToken);

    /// <summary><c>GET /v1/nodes/{node}/offers</c>: the first page, of what the node is fit for.</summary>
    public async Task<OfferPage> Offers(CancellationToken cancellationToken)
    {
        using var answer = await Send(HttpMethod.Get, $"/v1/nodes/{identity.Id}/offers", null, EmptyBody, null, cancellationToken);
        return await CoordinatorAnswer.Read<OfferPage>(answer, cancellationToken);
    }

    /// <summary><c>POST /v1/commitments</c>.</summary>
    public Task<CommitmentAccepted> Commit(SubmitCommitment message, CancellationToken cancellationToken) =>
        Post<SubmitCommitment, CommitmentAccepted>("/v1/commitments", message, cancellationToken);

    /// <summary><c>POST /v1/receipts</c>.</summary>
    public Task<ReceiptAccepted> Submit(SubmitReceipt message, CancellationToken cancellationToken) =>
        Post<SubmitReceipt, ReceiptAccepted>("/v1/receipts", message, cancellationToken);

    /// <summary><c>POST /v1/audits</c>.</summary>
    public Task<AuditAccepted> Submit(SubmitAudit message, CancellationToken cancellationToken) =>
        Post<SubmitAudit, AuditAccepted>("/v1/audits", message, cancellationToken);

    /// <summary><c>POST /v1/votes/commit</c>.</summary>
    public Task<VoteTaken> Submit(CommitVote message, CancellationToken cancellationToken) =>
        Post<CommitVote, VoteTaken>("/v1/votes/commit", message, cancellationToken);

    /// <summary><c>POST /v1/votes/reveal</c>.</summary>
    public Task<VoteTaken> Submit(RevealVote message, CancellationToken cancellationToken) =>
        Post<RevealVote, VoteTaken>("/v1/votes/reveal", message, cancellationToken);

    /// <summary><c>POST /v1/leases/fail</c>.</summary>
    public Task<LeaseFailed> Fail(FailLease message, CancellationToken cancellationToken) =>
        Post<FailLease, LeaseFailed>("/v1/leases/fail", message, cancellationToken);

    /// <summary>
    /// Stores bytes under their digest; storing them again is harmless. Many go to the store itself where the coordinator grants it
    /// (<c>POST /v1/blobs/{digest}/upload</c>, <c>/uploaded</c>), all others through <c>PUT /v1/blobs/{digest}</c>.
    /// </summary>
    /// <param name="digest">SHA-256 of <paramref name="content"/>.</param>
    /// <param name="content">At most <see cref="WireLimits.BlobBytes"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task PutBlob(Digest digest, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (direct.IsFor(content.Length) && await PutDirect(digest, content, cancellationToken))
            return;
        using var body = new ReadOnlyMemoryContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue(WireHeaders.OctetStream);
        using var answer = await Send(HttpMethod.Put, $"/v1/blobs/{digest}", body, digest, null, cancellationToken);
    }

    /// <summary>
    /// Appends what is missing of a blob to <paramref name="destination"/>: a large one from the store itself where the coordinator grants it
    /// (<c>POST /v1/blobs/{digest}/download</c>), any other from <c>GET /v1/blobs/{digest}</c>.
    /// </summary>
    /// <param name="digest">Which.</param>
    /// <param name="destination">Holds its first bytes already, as many as it is long; writable, at its end.</param>
    /// <param name="maxBytes">More than this in all is refused.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidDataException">The coordinator sends more than <paramref name="maxBytes"/>.</exception>
    public async Task GetBlob(Digest digest, Stream destination, long maxBytes, CancellationToken cancellationToken)
    {
        RangeHeaderValue? range = destination.Length > 0 ? new RangeHeaderValue(destination.Length, null) : null;
        var granted = await OpenDirect(await PlaceOf(digest, maxBytes, cancellationToken), range, cancellationToken);
        using var answer = granted ?? await Send(HttpMethod.Get, $"/v1/blobs/{digest}", null, EmptyBody, range, cancellationToken);
        if (range is not null && answer.StatusCode != HttpStatusCode.PartialContent)
            destination.SetLength(0);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            await using var content = await answer.Content.ReadAsStreamAsync(cancellationToken);
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (destination.Length + read > maxBytes)
                    throw new InvalidDataException($"Blob {digest} is longer than the {maxBytes.ToString(CultureInfo.InvariantCulture)} bytes it was said to have.");
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException)
        {
            // What came stays; the next try goes on from there, through the coordinator where this was the store.
            if (granted is not null)
                direct.Pause();
            throw new CoordinatorUnreachableException("the connection broke", e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary><c>POST /v1/blobs/{digest}/sources</c>: how a file can be put together; null from a coordinator that knows no chunks, or not this blob.</summary>
    public Task<BlobSources?> Sources(Digest digest, CancellationToken cancellationToken) => Granted(async () =>
    {
        using var answer = await Send(HttpMethod.Post, $"/v1/blobs/{digest}/sources", null, EmptyBody, null, cancellationToken);
        return await CoordinatorAnswer.Read<BlobSources>(answer, cancellationToken);
    });

    /// <summary><c>POST /v1/blobs/{digest}/received</c>.</summary>
    public Task<BytesCounted> Received(Digest digest, BytesReceived message, CancellationToken cancellationToken) =>
        Post<BytesReceived, BytesCounted>($"/v1/blobs/{digest}/received", message, cancellationToken);

    /// <summary>Where a blob can be read at the store itself; null: through the coordinator alone.</summary>
    internal async Task<Uri?> PlaceOf(Digest digest, long bytes, CancellationToken cancellationToken)
    {
        if (!direct.IsFor(bytes))
            return null;
        var grant = await Granted(async () =>
        {
            using var answer = await Send(HttpMethod.Post, $"/v1/blobs/{digest}/download", null, EmptyBody, null, cancellationToken);
            return await CoordinatorAnswer.Read<BlobDownload>(answer, cancellationToken);
        });
        if (grant?.Url is null)
            direct.Pause();
        return grant?.Url;
    }

    /// <summary>Opens a stretch of a blob: at the store where a place is named and answers, else at the coordinator.</summary>
    internal async Task<HttpResponseMessage> OpenRange(Digest digest, Uri? place, RangeHeaderValue range, CancellationToken cancellationToken) =>
        (direct.IsFor(long.MaxValue) ? await OpenDirect(place, range, cancellationToken) : null)
        ?? await Send(HttpMethod.Get, $"/v1/blobs/{digest}", null, EmptyBody, range, cancellationToken);

    /// <summary>Uploads to the store itself; false where the blob must go through the coordinator.</summary>
    private async Task<bool> PutDirect(Digest digest, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var grant = await Granted(() => Post<RequestUpload, BlobUpload>($"/v1/blobs/{digest}/upload", new RequestUpload(content.Length), cancellationToken));
        if (grant is not { IsDirect: true } || !await direct.Put(grant, content, cancellationToken))
        {
            direct.Pause();
            return false;
        }

        try
        {
            using var taken = await Send($"/v1/blobs/{digest}/uploaded", new UploadDone(grant.Ticket!), cancellationToken);
            return true;
        }
        catch (CoordinatorRefusedException e) when (e.Code == ProblemCodes.UploadRefused)
        {
            // Not there as it should be, or taken in by a try whose answer was lost: the other way settles both.
            return false;
        }
    }

    /// <summary>Opens the blob at the store itself; null where it must come through the coordinator.</summary>
    private async Task<HttpResponseMessage?> OpenDirect(Uri? place, RangeHeaderValue? range, CancellationToken cancellationToken)
    {
        if (place is null)
            return null;
        var opened = await direct.Open(place, range, cancellationToken);
        if (opened is null)
            direct.Pause();
        return opened;
    }

    /// <summary>A coordinator's grant; null from one that knows no grants.</summary>
    private static async Task<T?> Granted<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (CoordinatorRefusedException e) when (e.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
        {
            return null;
        }
    }

    private async Task<TReply> Post<TMessage, TReply>(string target, TMessage message, CancellationToken cancellationToken)
    {
        using var answer = await Send(target, message, cancellationToken);
        return await CoordinatorAnswer.Read<TReply>(answer, cancellationToken);
    }

    private async Task<HttpResponseMessage> Send<TMessage>(string target, TMessage message, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(message, WireJson.Options);
        using var body = new ByteArrayContent(bytes);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await Send(HttpMethod.Post, target, body, Digest.Of(bytes), null, cancellationToken);
    }

    private async Task<HttpResponseMessage> Send(
        HttpMethod method, string target, HttpContent? body, Digest bodyDigest, RangeHeaderValue? range, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, target) { Content = body };
        request.Headers.Range = range;
        Sign(request, target, bodyDigest);
        // Written here, since a handler that a host gives may not do so.
        if ((Activity.Current?.Id ?? WorkTrace.Traceparent) is { } traceparent)
            request.Headers.TryAddWithoutValidation(WireHeaders.Traceparent, traceparent);
        var answer = await CoordinatorAnswer.Send(http, request, cancellationToken);
        // A clock that is off shows in a refusal; the next try follows the coordinator's.
        if (answer.StatusCode == HttpStatusCode.Unauthorized && answer.Headers.Date is { } date)
            Synchronise(date);
        await CoordinatorAnswer.Require(answer, cancellationToken);
        return answer;
    }

    private void Sign(HttpRequestMessage request, string target, Digest bodyDigest)
    {
        var time = (ulong)CoordinatorTime.ToUnixTimeMilliseconds();
        var signed = new SignedRequest(identity.KeyDigest, time, bodyDigest, request.Method.Method, target);
        request.Headers.Add(WireHeaders.Node, identity.Id.Value);
        request.Headers.Add(WireHeaders.Timestamp, time.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WireHeaders.Signature, Convert.ToBase64String(identity.Sign(signed.ToArray())));
    }

    private void Synchronise(DateTimeOffset coordinator) =>
        Interlocked.Exchange(ref clockOffsetMs, (long)(coordinator - clock.GetUtcNow()).TotalMilliseconds);
}
