using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Render.Functions.Http;

/// <summary>Onlookers and the host: health, events, books, epochs, and what the app asks of itself. The handlers are Render.Api's.</summary>
internal sealed class NetworkFunctions(ApiRequests api)
{
    /// <summary>How the coordinator is.</summary>
    [Function(nameof(Health))]
    public IResult Health([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/health")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Whether the process lives.</summary>
    [Function(nameof(HealthLive))]
    public IResult HealthLive([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/health/live")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Alive(client);

    /// <summary>Whether the coordinator is ready, and what is missing.</summary>
    [Function(nameof(HealthReady))]
    public IResult HealthReady([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/health/ready")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Ready(client);

    /// <summary>All events as they come.</summary>
    [Function(nameof(Events))]
    public IResult Events([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/events")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Classes of devices on which engine faults were found.</summary>
    [Function(nameof(ReadEngines))]
    public IResult ReadEngines([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/engines")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>The host takes a class of devices back.</summary>
    [Function(nameof(ReadmitDeviceClass))]
    public IResult ReadmitDeviceClass([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/engines/{deviceClass}/readmit")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Creators' records.</summary>
    [Function(nameof(ReadCreators))]
    public IResult ReadCreators([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/creators")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>All disputes.</summary>
    [Function(nameof(ReadDisputes))]
    public IResult ReadDisputes([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/disputes")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>A creator disputes an accepted result.</summary>
    [Function(nameof(OpenDispute))]
    public IResult OpenDispute([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/jobs/{job}/tasks/{task}/dispute")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>An arbiter commits.</summary>
    [Function(nameof(CommitVote))]
    public IResult CommitVote([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/votes/commit")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>An arbiter reveals.</summary>
    [Function(nameof(RevealVote))]
    public IResult RevealVote([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/votes/reveal")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>A stretch of the ledger.</summary>
    [Function(nameof(ReadLedger))]
    public IResult ReadLedger([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/ledger")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>All accounts.</summary>
    [Function(nameof(ReadAccounts))]
    public IResult ReadAccounts([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/ledger/accounts")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>The network's audit bundle.</summary>
    [Function(nameof(ReadBundle))]
    public IResult ReadBundle([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/bundle")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Test tokens.</summary>
    [Function(nameof(Faucet))]
    public IResult Faucet([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/faucet")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>All epochs.</summary>
    [Function(nameof(ReadEpochs))]
    public IResult ReadEpochs([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/epochs")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Closes the open epoch.</summary>
    [Function(nameof(CloseEpoch))]
    public IResult CloseEpoch([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/epochs/close")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Book and chain side by side.</summary>
    [Function(nameof(ReadChain))]
    public IResult ReadChain([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/chain")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Where tokens are sent to that are meant for an account.</summary>
    [Function(nameof(Deposit))]
    public IResult Deposit([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/deposits")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Sends an account's tokens to a wallet outside.</summary>
    [Function(nameof(Withdraw))]
    public IResult Withdraw([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/withdrawals")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>A workflow's step, for the app's own functions.</summary>
    [Function(nameof(RunActivity))]
    public IResult RunActivity([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/activities/{name}")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>A receipt that came by queue.</summary>
    [Function(nameof(QueuedReceipt))]
    public IResult QueuedReceipt([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/receipts/queued")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Takes away what ran out.</summary>
    [Function(nameof(Sweep))]
    public IResult Sweep([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/sweep")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);
}
