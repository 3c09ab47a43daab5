using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Render.Functions.Http;

/// <summary>Nodes: joining, heartbeats, claims, leases given back, commitments, receipts, audits. The handlers are Render.Api's.</summary>
internal sealed class NodesFunctions(ApiRequests api)
{
    /// <summary>A node joins.</summary>
    [Function(nameof(RegisterNode))]
    public IResult RegisterNode([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/nodes")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>All nodes.</summary>
    [Function(nameof(ReadNodes))]
    public IResult ReadNodes([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/nodes")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>A node.</summary>
    [Function(nameof(ReadNode))]
    public IResult ReadNode([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/nodes/{node}")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Why a node stands where it stands.</summary>
    [Function(nameof(ExplainNode))]
    public IResult ExplainNode([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/nodes/{node}/explanation")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>A node lives and renews its leases.</summary>
    [Function(nameof(Heartbeat))]
    public IResult Heartbeat([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/nodes/{node}/heartbeat")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>A node sends back what the coordinator times.</summary>
    [Function(nameof(Echo))]
    public IResult Echo([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/nodes/{node}/echo")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>A node asks for work, and waits for it.</summary>
    [Function(nameof(ClaimWork))]
    public IResult ClaimWork([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/nodes/{node}/claim")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>What a node could work on.</summary>
    [Function(nameof(ReadOffers))]
    public IResult ReadOffers([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/nodes/{node}/offers")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>A node gives a lease back.</summary>
    [Function(nameof(FailLease))]
    public IResult FailLease([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/leases/fail")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>A replica's node commits to its result.</summary>
    [Function(nameof(SubmitCommitment))]
    public IResult SubmitCommitment([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/commitments")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>A node delivers a task.</summary>
    [Function(nameof(SubmitReceipt))]
    public IResult SubmitReceipt([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/receipts")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>An auditor reports.</summary>
    [Function(nameof(SubmitAudit))]
    public IResult SubmitAudit([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/audits")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);
}
