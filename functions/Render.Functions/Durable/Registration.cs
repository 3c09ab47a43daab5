using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle;
using Render.Lifecycle.Workflows;

namespace Render.Functions.Durable;

/// <summary>Adds the workflows as orchestrations.</summary>
internal static class Registration
{
    /// <summary>Adds catalog, runner and the backend's client.</summary>
    public static IServiceCollection AddDurableWorkflows(this IServiceCollection services) => services
        .AddSingleton(_ => new WorkflowCatalog().AddRenderLifecycle())
        .AddSingleton<WorkflowRunner>()
        .AddSingleton<DurableClients>();
}
