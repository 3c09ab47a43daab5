using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Render.Lifecycle;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Workflows;
using Render.Local.Cli;
using Render.Local.Durable;
using Render.Local.Host.Scenes;
using Render.Local.Storage;
using Render.Tracing.Scenes;

namespace Render.Local.Host;

/// <summary>What one machine offers to the lifecycle's ports.</summary>
internal static class HostServices
{
    private const long SceneMemory = 4L << 30;

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
            found.GetRequiredService<ILoggerFactory>().CreateLogger("workflows")));
        return services;
    }

    /// <summary>Scenes, reference engine and assembler over the tracer.</summary>
    public static IServiceCollection AddTracer(this IServiceCollection services, int threads)
    {
        services.AddSingleton(found => new StoredScenes(found.GetRequiredService<IBlobs>(), SceneMemory));
        services.AddSingleton(found => new ValidationScenes(found.GetRequiredService<IBlobs>(), found.GetRequiredService<StoredScenes>()));
        services.AddSingleton<ISceneInspector>(found => new SceneInspector(found.GetRequiredService<IBlobs>(), SceneLimits.Default));
        services.AddSingleton<IReferenceEngine>(found => new ReferenceEngine(found.GetRequiredService<StoredScenes>(), found.GetRequiredService<ValidationScenes>(), threads));
        services.AddSingleton<IFrameAssembler>(found => new StoredFrameAssembler(found.GetRequiredService<IBlobs>()));
        return services;
    }
}
