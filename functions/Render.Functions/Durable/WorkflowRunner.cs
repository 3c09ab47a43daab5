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
    /// <exception cref="InvalidOperationException">This build does not know the instance's version. The platform's version check, set in <c>host.json</c>, keeps such instances away.</exception>
    public async Task<JsonElement> Run(string name, TaskOrchestrationContext inner)
    {
        var start = DurableJson.Read<WorkflowStart>(inner.GetInput<JsonElement>());
        var workflow = catalog.Find(name, start.Version) ?? throw new InvalidOperationException(catalog.WhyHeld(name, start.Version));
        var context = new DurableWorkflowContext(inner, catalog, start);
        context.ShowStatus();
        var result = await workflow.Run(services, context, DurableJson.Bytes(start.Input));
        if (context.TakeNext() is { } next)
            inner.ContinueAsNew(new ContinueAsNewOptions { NewInput = DurableJson.Write(next), NewVersion = DurableVersion.Of(next.Version), PreserveUnprocessedEvents = true });
        return DurableJson.Parse(result);
    }
}
