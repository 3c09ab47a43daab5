using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Render.Functions.Http;

/// <summary>Creators: scenes, quotes, jobs and what they give. The handlers are Render.Api's.</summary>
internal sealed class JobsFunctions(ApiRequests api)
{
    /// <summary>Stores and inspects a scene.</summary>
    [Function(nameof(StorePackage))]
    public IResult StorePackage([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/packages")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Says what a job would cost.</summary>
    [Function(nameof(Quote))]
    public IResult Quote([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/quotes")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Submits a job.</summary>
    [Function(nameof(SubmitJob))]
    public IResult SubmitJob([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/jobs")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>All jobs.</summary>
    [Function(nameof(ReadJobs))]
    public IResult ReadJobs([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/jobs")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>A job.</summary>
    [Function(nameof(ReadJob))]
    public IResult ReadJob([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/jobs/{job}")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Accepts a quote.</summary>
    [Function(nameof(AcceptQuote))]
    public IResult AcceptQuote([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/jobs/{job}/accept")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Raises the cap.</summary>
    [Function(nameof(TopUpJob))]
    public IResult TopUpJob([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/jobs/{job}/topup")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Withdraws a job.</summary>
    [Function(nameof(CancelJob))]
    public IResult CancelJob([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/jobs/{job}/cancel")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Takes the frames that are finished.</summary>
    [Function(nameof(FinishJob))]
    public IResult FinishJob([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/jobs/{job}/finish")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>A page of a job's tasks.</summary>
    [Function(nameof(ReadTasks))]
    public IResult ReadTasks([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/jobs/{job}/tasks")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>A task.</summary>
    [Function(nameof(ReadTask))]
    public IResult ReadTask([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/jobs/{job}/tasks/{task}")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>A task's log.</summary>
    [Function(nameof(ReadTaskLog))]
    public IResult ReadTaskLog([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/jobs/{job}/tasks/{task}/log")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>A finished frame.</summary>
    [Function(nameof(ReadFrame))]
    public IResult ReadFrame([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/jobs/{job}/frames/{frame:int}")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>A finished frame's light before the view.</summary>
    [Function(nameof(ReadLinearFrame))]
    public IResult ReadLinearFrame([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/jobs/{job}/frames/{frame:int}/linear")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>What a creator keeps of a job.</summary>
    [Function(nameof(ReadReceipt))]
    public IResult ReadReceipt([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/jobs/{job}/receipt")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>A job's audit bundle.</summary>
    [Function(nameof(ReadJobBundle))]
    public IResult ReadJobBundle([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/jobs/{job}/bundle")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>A job's events as they come.</summary>
    [Function(nameof(JobEvents))]
    public IResult JobEvents([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/jobs/{job}/events")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);
}
