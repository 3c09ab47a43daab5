using System.Text.Json;
using Microsoft.DurableTask;
using Render.Lifecycle.Workflows;

namespace Render.Functions.Durable;

/// <summary>Runs a workflow as an orchestration.</summary>
internal sealed class WorkflowRunner(WorkflowCatalog catalog, IServiceProvider services)
{
    /// <summary>Runs it from its start or from where its history ends.</summary>
    /// <param name="name">The workflow's registered name.</param>
    /// <param name="inner">The framework's context.</param>
    /// <returns>The workflow's result.</returns>
    public async Task<JsonElement> Run(string name, TaskOrchestrationContext inner)
    {
        var start = DurableJson.Read<WorkflowStart>(inner.GetInput<JsonElement>());
        var context = new DurableWorkflowContext(inner, start);
        context.ShowStatus();
        var result = await catalog.Workflow(name).Run(services, context, DurableJson.Bytes(start.Input));
        if (context.TakeNext() is { } next)
            inner.ContinueAsNew(DurableJson.Write(next), preserveUnprocessedEvents: true);
        return DurableJson.Parse(result);
    }
}
