using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Worker.Tests.Support;

/// <summary>A coordinator in the test's process: checks every signature, hands out what the test queues, and fails on demand.</summary>
internal sealed class ScriptedCoordinator : HttpMessageHandler
{
    private readonly Lock gate = new();
    private readonly Dictionary<NodeId, byte[]> keys = [];
    private readonly Queue<WorkAssignment> work = new();
    private readonly HashSet<LeaseId> taken = [];
    private readonly HashSet<LeaseId> yielding = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<SubmitReceipt> Receipts { get; } = [];

    public List<SubmitCommitment> Commitments { get; } = [];

    /// <summary>Whether all replicas have committed, as commitments and heartbeats are told.</summary>
    public bool MayOpen { get; set; }

    public List<SubmitAudit> Audits { get; } = [];

    public List<CommitVote> VoteCommitments { get; } = [];

    public List<RevealVote> Votes { get; } = [];

    public List<FailLease> Failures { get; } = [];

    /// <summary>What nodes are shown that look for themselves.</summary>
    public List<JobOffer> Offers { get; } = [];

    public List<Heartbeat> Heartbeats { get; } = [];

    /// <summary>What the next heartbeat's answer asks back; null: nothing.</summary>
    public Digest? Nonce { get; set; }

    /// <summary>What was sent back.</summary>
    public List<Echo> Echoes { get; } = [];

    /// <summary>What the network knows of the node's place; null: an echo is refused.</summary>
    public NodePlace? Place { get; set; }

    public List<ClaimWork> Claims { get; } = [];

    public List<RegisterNode> Registrations { get; } = [];

    public Dictionary<Digest, byte[]> Blobs { get; } = [];

    /// <summary>The traces that requests said they belong to, with their paths.</summary>
    public List<(string Path, string? Traceparent)> Traces { get; } = [];

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>True: nobody answers.</summary>
    public bool Down { get; set; }

    /// <summary>Refuses receipts with this problem; null: takes them.</summary>
    public Problem? ReceiptProblem { get; set; }

    /// <summary>Runs when a receipt arrives, before it counts.</summary>
    public Action ReceiptArriving { get; set; } = () => { };

    public NodeStatus Status { get; set; } = NodeStatus.Active;

    public void Queue(WorkAssignment assignment) => Change(() => work.Enqueue(assignment));

    public void TakeAway(LeaseId lease) => Change(() => taken.Add(lease));

    /// <summary>Asks for a lease to be parked, until it is.</summary>
    public void AskToYield(LeaseId lease) => Change(() => yielding.Add(lease));

    public void ForgetNodes() => Change(keys.Clear);

    /// <summary>Completes when the condition holds.</summary>
    public async Task Until(Func<ScriptedCoordinator, bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            Task signal;
            lock (gate)
            {
                if (condition(this))
                    return;
                signal = changed.Task;
            }

            await signal.WaitAsync(limit.Token);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        if (Down)
        {
            Change(() => { });
            throw new HttpRequestException(HttpRequestError.ConnectionError, "down");
        }

        var path = request.RequestUri!.PathAndQuery;
        var trace = request.Headers.TryGetValues(WireHeaders.Traceparent, out var values) ? values.Single() : null;
        Change(() => Traces.Add((path, trace)));
        if (path == "/v1/nodes")
            return Register(request, body);
        if (Check(request, body, path) is { } refused)
            return refused;
        if (path.EndsWith("/offers", StringComparison.Ordinal))
            return Json(new OfferPage(NodeId.Parse(request.Headers.GetValues(WireHeaders.Node).Single()), Offers, null));
        if (path.EndsWith("/claim", StringComparison.Ordinal) && Parse<ClaimWork>(body) is { Job: { } chosen } choice)
            return Choose(choice, chosen);
        if (path.EndsWith("/claim", StringComparison.Ordinal))
            return await Claim(Parse<ClaimWork>(body), cancellationToken);
        if (path.EndsWith("/echo", StringComparison.Ordinal))
            return TakeEcho(Parse<Echo>(body));
        return Answer(request, path, body);
    }

    private HttpResponseMessage Register(HttpRequestMessage request, byte[] body)
    {
        var message = Parse<RegisterNode>(body);
        var node = NodeId.FromPublicKey(message.PublicKey);
        Change(() =>
        {
            keys[node] = message.PublicKey;
            Registrations.Add(message);
        });
        return Check(request, body, "/v1/nodes")
            ?? Json(new NodeRegistered(node, Assignments.Network, Status, 30, 0.05, Clock.GetUtcNow(), 1));
    }

    private HttpResponseMessage? Check(HttpRequestMessage request, byte[] body, string path)
    {
        var node = NodeId.Parse(request.Headers.GetValues(WireHeaders.Node).Single());
        byte[]? key;
        lock (gate)
            keys.TryGetValue(node, out key);
        if (key is null)
            return Refuse(new Problem(ProblemCodes.NodeUnknown, "Unauthorized", 401, "unknown"));
        Assert.True(NodeKey.TryImport(key, out var imported));
        using (imported)
        {
            var time = ulong.Parse(request.Headers.GetValues(WireHeaders.Timestamp).Single(), CultureInfo.InvariantCulture);
            var digest = request.Method == HttpMethod.Put ? Digest.Parse(path.AsSpan(path.LastIndexOf('/') + 1)) : Digest.Of(body);
            var signed = new SignedRequest(imported.Digest, time, digest, request.Method.Method, path);
            var signature = Convert.FromBase64String(request.Headers.GetValues(WireHeaders.Signature).Single());
            return signed.Verify(imported, signature, (ulong)Clock.GetUtcNow().ToUnixTimeMilliseconds()) switch
            {
                RequestCheck.Valid => null,
                RequestCheck.OutsideWindow => Refuse(new Problem(ProblemCodes.RequestTime, "Unauthorized", 401, "time")),
                _ => Refuse(new Problem("request-signature", "Unauthorized", 401, "signature")),
            };
        }
    }

    private HttpResponseMessage Choose(ClaimWork claim, JobId job)
    {
        Change(() => Claims.Add(claim));
        lock (gate)
            return work.TryPeek(out var next) && next.Task.Id.Job == job
                ? Json(new WorkAssigned([work.Dequeue()]))
                : Refuse(new Problem("task-taken", "Not in this state", 409, "Nothing of that is open."));
    }

    private async Task<HttpResponseMessage> Claim(ClaimWork claim, CancellationToken cancellationToken)
    {
        Change(() => Claims.Add(claim));
        var over = Task.Delay(TimeSpan.FromSeconds(claim.WaitSeconds), Clock, cancellationToken);
        while (true)
        {
            Task signal;
            lock (gate)
            {
                if (work.TryDequeue(out var next))
                    return Json(new WorkAssigned([next]));
                signal = changed.Task;
            }

            if (await Task.WhenAny(signal, over) == over)
            {
                await over;
                return Json(new WorkAssigned([]));
            }

            if (Down)
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "went down");
        }
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, string path, byte[] body)
    {
        if (path.EndsWith("/heartbeat", StringComparison.Ordinal))
            return Beat(Parse<Heartbeat>(body));
        // It grants no direct transfers: what is posted about a blob is none of its paths.
        if (path.StartsWith("/v1/blobs/", StringComparison.Ordinal) && request.Method != HttpMethod.Post)
            return request.Method == HttpMethod.Put ? Store(Digest.Parse(path.AsSpan(10)), body) : Read(Digest.Parse(path.AsSpan(10)));
        switch (path)
        {
            case "/v1/commitments":
                var commitment = Parse<SubmitCommitment>(body);
                Change(() => Commitments.Add(commitment));
                return Json(new CommitmentAccepted(Commitments.Count, MayOpen));
            case "/v1/receipts":
                var receipt = Parse<SubmitReceipt>(body);
                ReceiptArriving();
                Change(() => Receipts.Add(receipt));
                return ReceiptProblem is { } problem ? Refuse(problem) : Json(new ReceiptAccepted(Receipts.Count, TaskState.Submitted));
            case "/v1/audits":
                var audit = Parse<SubmitAudit>(body);
                Change(() => Audits.Add(audit));
                return Json(new AuditAccepted(audit.LeaseId, Status));
            case "/v1/votes/commit":
                var hidden = Parse<CommitVote>(body);
                Change(() => VoteCommitments.Add(hidden));
                return Json(new VoteTaken(hidden.LeaseId));
            case "/v1/votes/reveal":
                var vote = Parse<RevealVote>(body);
                Change(() => Votes.Add(vote));
                return Json(new VoteTaken(vote.LeaseId));
            case "/v1/leases/fail":
                var failure = Parse<FailLease>(body);
                Change(() => Failures.Add(failure));
                return Json(new LeaseFailed(failure.LeaseId, TaskState.Open));
            default:
                return Refuse(new Problem("path-unknown", "Not found", 404, path));
        }
    }

    private HttpResponseMessage TakeEcho(Echo message)
    {
        Change(() => Echoes.Add(message));
        return Place is { } place ? Json(new EchoTaken(1, place)) : Refuse(new Problem("blob-unknown", "Not found", 404, "no such thing"));
    }

    private HttpResponseMessage Beat(Heartbeat message)
    {
        List<LeaseAbandoned> lost;
        lock (gate)
            lost = [.. message.Leases.Where(lease => taken.Contains(lease.LeaseId)).Select(lease => new LeaseAbandoned(lease.LeaseId, LeaseEnd.Expired))];
        List<LeaseYield> yields;
        lock (gate)
        {
            yielding.ExceptWith(message.Leases.Where(lease => lease.Parked).Select(lease => lease.LeaseId));
            yields = [.. message.Leases.Where(lease => yielding.Contains(lease.LeaseId)).Select(lease => new LeaseYield(lease.LeaseId, JobId.Parse("job-2"), Tier.Trusted))];
        }

        Change(() => Heartbeats.Add(message));
        var renewed = message.Leases.Where(lease => !lost.Exists(gone => gone.LeaseId == lease.LeaseId))
            .Select(lease => new LeaseRenewed(lease.LeaseId, Clock.GetUtcNow() + TimeSpan.FromSeconds(30), MayOpen));
        return Json(new HeartbeatReply([.. renewed], lost, Status, Clock.GetUtcNow()) { Echo = Nonce, Yield = yields });
    }

    private HttpResponseMessage Store(Digest digest, byte[] body)
    {
        Assert.Equal(digest, Digest.Of(body));
        Change(() => Blobs[digest] = body);
        return new HttpResponseMessage(HttpStatusCode.NoContent);
    }

    private HttpResponseMessage Read(Digest digest)
    {
        lock (gate)
            return Blobs.TryGetValue(digest, out var content)
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(content) }
                : Refuse(new Problem("blob-unknown", "Not found", 404, "no such blob"));
    }

    private void Change(Action change)
    {
        TaskCompletionSource before;
        lock (gate)
        {
            change();
            (before, changed) = (changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        before.SetResult();
    }

    private static T Parse<T>(byte[] body) => JsonSerializer.Deserialize<T>(body, WireJson.Options)!;

    private static HttpResponseMessage Json<T>(T value)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, WireJson.Options));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    private HttpResponseMessage Refuse(Problem problem)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(problem, WireJson.Options));
        content.Headers.ContentType = new MediaTypeHeaderValue(WireHeaders.ProblemJson);
        var answer = new HttpResponseMessage((HttpStatusCode)problem.Status) { Content = content };
        answer.Headers.Date = Clock.GetUtcNow();
        return answer;
    }
}
