using System.Text.Json;
using DurableTask.Core;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.DurableTask.Testing.Sidecar;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.Extensions.DependencyInjection;
using P = Microsoft.DurableTask.Protobuf;

namespace Render.Functions.Tests.Host;

/// <summary>
/// The durable backend as the Functions host has it: the in-memory task hub, whose work items become invocations of orchestrator and activity functions. An invocation
/// that the worker did not live to answer is made again.
/// </summary>
/// <param name="invoke">Invokes a function with its trigger's data, for as long as it takes to get an answer.</param>
internal sealed class DurableBackend(Func<string, string, string, Task<FunctionAnswer>> invoke)
{
    /// <summary>Adds the task hub to the host's services.</summary>
    public static void AddTo(IServiceCollection services) => services
        .AddSingleton(_ => new InMemoryOrchestrationService(null))
        .AddSingleton<IOrchestrationService>(found => found.GetRequiredService<InMemoryOrchestrationService>())
        .AddSingleton<IOrchestrationServiceClient>(found => found.GetRequiredService<InMemoryOrchestrationService>())
        .AddSingleton<TaskHubGrpcServer>();

    /// <summary>Has the task hub begin with the host.</summary>
    public static void Map(WebApplication host)
    {
        host.MapGrpcService<TaskHubGrpcServer>();
        _ = host.Services.GetRequiredService<TaskHubGrpcServer>();
    }

    /// <summary>Takes work items until stopped.</summary>
    public async Task Run(GrpcChannel channel, CancellationToken stop)
    {
        var hub = new P.TaskHubSidecarService.TaskHubSidecarServiceClient(channel);
        try
        {
            using var items = hub.GetWorkItems(new P.GetWorkItemsRequest(), cancellationToken: stop);
            await foreach (var item in items.ResponseStream.ReadAllAsync(stop))
                _ = Do(hub, item);
        }
        catch (Exception e) when (stop.IsCancellationRequested && e is RpcException or OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task Do(P.TaskHubSidecarService.TaskHubSidecarServiceClient hub, P.WorkItem item)
    {
        if (item.RequestCase == P.WorkItem.RequestOneofCase.OrchestratorRequest)
            await Orchestrate(hub, item.OrchestratorRequest, item.CompletionToken);
        else if (item.RequestCase == P.WorkItem.RequestOneofCase.ActivityRequest)
            await Act(hub, item.ActivityRequest, item.CompletionToken);
    }

    private async Task Orchestrate(P.TaskHubSidecarService.TaskHubSidecarServiceClient hub, P.OrchestratorRequest request, string token)
    {
        var name = request.PastEvents.Concat(request.NewEvents).Last(happened => happened.ExecutionStarted is not null).ExecutionStarted.Name;
        var answer = await invoke(name, "orchestrationTrigger", Convert.ToBase64String(request.ToByteArray()));
        var response = answer.Error is null
            ? P.OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(answer.Value!))
            : Failed(request.InstanceId, answer.Error);
        response.CompletionToken = token;
        await hub.CompleteOrchestratorTaskAsync(response);
    }

    private async Task Act(P.TaskHubSidecarService.TaskHubSidecarServiceClient hub, P.ActivityRequest request, string token)
    {
        // The framework sends an activity's parameters as an array; the Functions host hands on the one that there is.
        using var parameters = JsonDocument.Parse(request.Input);
        var answer = await invoke(request.Name, "activityTrigger", (parameters.RootElement.ValueKind == JsonValueKind.Array ? parameters.RootElement[0] : parameters.RootElement).GetRawText());
        var response = new P.ActivityResponse { InstanceId = request.OrchestrationInstance.InstanceId, TaskId = request.TaskId, CompletionToken = token };
        if (answer.Error is { } error)
            response.FailureDetails = new P.TaskFailureDetails { ErrorType = "FunctionFailed", ErrorMessage = error };
        else
            response.Result = answer.Value;
        await hub.CompleteActivityTaskAsync(response);
    }

    private static P.OrchestratorResponse Failed(string instance, string error) => new()
    {
        InstanceId = instance,
        Actions =
        {
            new P.OrchestratorAction
            {
                Id = -1,
                CompleteOrchestration = new P.CompleteOrchestrationAction
                {
                    OrchestrationStatus = P.OrchestrationStatus.Failed,
                    FailureDetails = new P.TaskFailureDetails { ErrorType = "FunctionFailed", ErrorMessage = error },
                },
            },
        },
    };
}

/// <summary>How an invocation ended.</summary>
/// <param name="Value">What it returned; null for nothing.</param>
/// <param name="Error">Why it failed; null where it did not.</param>
internal sealed record FunctionAnswer(string? Value, string? Error);
