using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Render.Lifecycle;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Telemetry;
using Render.Lifecycle.Workflows;
using Render.Local.Cli;
using Render.Local.Durable;
using Render.Local.Storage;

namespace Render.Local.Host;

/// <summary>What one machine offers to the lifecycle's ports.</summary>
internal static class HostServices
{
    /// <summary>State, ledger, blobs, queue and workflows in one folder.</summary>
    public static IServiceCollection AddLocalStorage(this IServiceCollection services, HomeFolder home)
    {
        services.AddSingleton(_ => SqliteStore.Open(Path.Combine(home.CoordinatorData, "coordinator.db")));
        services.AddSingleton<IState, SqliteState>();
        services.AddSingleton<ILedger, SqliteLedger>();
        services.AddSingleton<IBlobs>(_ => new FileBlobs(Path.Combine(home.CoordinatorData, "blobs")));
        services.AddSingleton<ITaskQueue, InProcessTaskQueue>();
        services.AddSingleton<IBeaconSeed>(_ => new BeaconSeeds(home.CoordinatorData));
        services.AddSingleton<IWorkflows>(found => DurableEngine.Start(
            found.GetRequiredService<SqliteStore>(), new WorkflowCatalog().AddRenderLifecycle(), found, found.GetRequiredService<TimeProvider>(),
            found.GetRequiredService<ILoggerFactory>().CreateLogger("workflows"), new DurableOptions { Metrics = found.GetService<LifecycleMetrics>() }));
        return services;
    }
}
