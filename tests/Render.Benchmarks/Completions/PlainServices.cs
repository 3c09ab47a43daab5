using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Render.Lifecycle;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Workflows;
using Render.Local.Durable;
using Render.Local.Storage;
using Render.Network.Governance;

namespace Render.Benchmarks.Completions;

/// <summary>A whole coordinator without its HTTP server, in a world that costs next to nothing.</summary>
internal static class PlainServices
{
    /// <summary>The coordinator's services.</summary>
    /// <param name="store">State, ledger and workflows.</param>
    /// <param name="folder">Where blobs are.</param>
    /// <param name="queue">Wakes nodes.</param>
    /// <param name="state">Where documents are; null: in the store.</param>
    public static ServiceProvider Create(SqliteStore store, string folder, ITaskQueue queue, IState? state = null)
    {
        var (services, world) = (new ServiceCollection(), new PlainWorld());
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton(state ?? new SqliteState(store));
        services.AddSingleton<ILedger>(new SqliteLedger(store, TimeProvider.System));
        // Uploads come before the measurement, so that their flushes would only make it longer.
        services.AddSingleton<IBlobs>(new FileBlobs(Path.Combine(folder, "blobs"), new FileBlobsOptions { Durable = false }));
        services.AddSingleton(queue);
        services.AddSingleton<IReferenceEngine>(world).AddSingleton<ISceneInspector>(world).AddSingleton<IFrameAssembler>(world).AddSingleton<IBeaconSeed>(world);
        services.AddSingleton<IWorkflows>(found =>
            DurableEngine.Start(store, new WorkflowCatalog().AddRenderLifecycle(), found, TimeProvider.System, NullLogger.Instance));
        services.AddRenderLifecycle(new LifecycleOptions { NetworkName = "bench", EngineBuild = 1, Faucet = true, Policy = Policy.Default with { AuditRepeatPpm = 0 } });
        return services.BuildServiceProvider();
    }
}
