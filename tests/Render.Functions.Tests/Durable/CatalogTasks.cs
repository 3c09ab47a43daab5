using System.Text.Json;
using Microsoft.DurableTask;
using Render.Functions.Durable;
using Render.Lifecycle.Workflows;

namespace Render.Functions.Tests.Durable;

/// <summary>Registers a catalog of the tests' own with a worker, as the Functions host does with the network's.</summary>
internal static class CatalogTasks
{
    public static DurableTaskRegistry AddWorkflows(this DurableTaskRegistry tasks, WorkflowCatalog catalog)
    {
        var none = new NoServices();
        var runner = new WorkflowRunner(catalog, none);
        foreach (var name in catalog.Workflows.Select(workflow => workflow.Name).Distinct())
            tasks.AddOrchestratorFunc<JsonElement, JsonElement>(name, (context, _) => runner.Run(name, context));
        foreach (var activity in catalog.Activities)
            tasks.AddActivityFunc<JsonElement, JsonElement>(
                activity.Name,
                async (TaskActivityContext _, JsonElement call) =>
                    DurableJson.Write(await ActivityRunner.Run(activity, none, DurableJson.Read<ActivityCall>(call), CancellationToken.None)));
        return tasks;
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
