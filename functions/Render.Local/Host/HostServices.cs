using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Render.Lifecycle;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Telemetry;
using Render.Lifecycle.Workflows;
using Render.Local.Cli;
using Render.Local.Durable;
using Render.Local.Storage;
using Render.Storage;

namespace Render.Local.Host;

/// <summary>What one machine offers to the lifecycle's ports.</summary>
internal static class HostServices
{
    /// <summary>State, ledger and workflows in one folder.</summary>
    public static IServiceCollection AddLocalState(this IServiceCollection services, HomeFolder home)
    {
        services.AddSingleton(_ => SqliteStore.Open(home.Database));
        services.AddSingleton<IState, SqliteState>();
        services.AddSingleton<ILedger, SqliteLedger>();
        services.AddSingleton<IBeaconSeed>(_ => new BeaconSeeds(home.CoordinatorData));
        services.AddSingleton<IWorkflows>(found => DurableEngine.Start(
            found.GetRequiredService<SqliteStore>(), new WorkflowCatalog().AddRenderLifecycle(), found, found.GetRequiredService<TimeProvider>(),
            found.GetRequiredService<ILoggerFactory>().CreateLogger("workflows"), new DurableOptions { Metrics = found.GetService<LifecycleMetrics>() }));
        return services;
    }

    /// <summary>Blobs as files in the same folder, wake-ups within the process.</summary>
    public static IServiceCollection AddFiles(this IServiceCollection services, HomeFolder home)
    {
        services.AddSingleton<IBlobs>(_ => new FileBlobs(Path.Combine(home.CoordinatorData, "blobs")));
        services.AddSingleton<ITaskQueue, InProcessTaskQueue>();
        return services;
    }

    /// <summary>Blobs and wake-ups in an account of Azure Storage.</summary>
    public static IServiceCollection AddAzureStorage(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => StorageClients.Blobs(connectionString));
        services.AddSingleton(_ => StorageClients.Queues(connectionString));
        return services.AddAzureBlobs().AddAzureTaskQueue();
    }
}
