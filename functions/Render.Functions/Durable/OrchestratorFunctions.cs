using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Render.Functions.Durable;

/// <summary>The workflows as orchestrations, one function each, under their registered names.</summary>
internal sealed class OrchestratorFunctions(WorkflowRunner runner)
{
    /// <summary>The story of a job.</summary>
    [Function("job")]
    public Task<JsonElement> Job([OrchestrationTrigger] TaskOrchestrationContext context) => runner.Run("job", context);

    /// <summary>Up to 1,000 tasks of a job.</summary>
    [Function("group")]
    public Task<JsonElement> Group([OrchestrationTrigger] TaskOrchestrationContext context) => runner.Run("group", context);

    /// <summary>An epoch.</summary>
    [Function("epoch")]
    public Task<JsonElement> Epoch([OrchestrationTrigger] TaskOrchestrationContext context) => runner.Run("epoch", context);

    /// <summary>The dispute of a result.</summary>
    [Function("dispute")]
    public Task<JsonElement> Dispute([OrchestrationTrigger] TaskOrchestrationContext context) => runner.Run("dispute", context);
}
