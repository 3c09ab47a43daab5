using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Render.Lifecycle.Contracts;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Events;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Telemetry;
using Render.Lifecycle.Workflows;
using Render.Local.Durable;
using Render.Local.Storage;

namespace Render.Lifecycle.Tests.Support;

/// <summary>One life of a coordinator over a folder: the real adapters and engine, a clock that only the test moves.</summary>
internal sealed class TestCoordinator : IAsyncDisposable
{
    private readonly SqliteStore store;
    private readonly ServiceProvider services;
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    private TestCoordinator(SqliteStore store, ServiceProvider services)
    {
        this.store = store;
        this.services = services;
        running = Task.Run(() => services.GetRequiredService<Coordinator>().Run(stop.Token));
    }

    public INodeDesk Nodes => Get<INodeDesk>();

    public ICreatorDesk Creators => Get<ICreatorDesk>();

    public INetworkDesk Network => Get<INetworkDesk>();

    public INetworkEvents Events => Get<INetworkEvents>();

    public ILedger Ledger => Get<ILedger>();

    public IBlobs Blobs => Get<IBlobs>();

    public IState State => Get<IState>();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public static async Task<TestCoordinator> Start(string folder, ShiftedClock clock, LifecycleOptions options, SyntheticEngine engine, CrashPoint crash)
    {
        var store = SqliteStore.Open(Path.Combine(folder, "data.db"), new SqliteStoreOptions { CheckIntegrity = false });
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<IState>(new CrashingState(new SqliteState(store), crash));
        services.AddSingleton<ILedger>(found => new CrashingLedger(new SqliteLedger(store, clock, found.GetRequiredService<LifecycleMetrics>()), crash));
        services.AddSingleton<IBlobs>(new CrashingBlobs(new FileBlobs(Path.Combine(folder, "blobs"), new FileBlobsOptions { Durable = false }), crash));
        services.AddSingleton<ITaskQueue>(new InProcessTaskQueue(clock));
        services.AddSingleton<IReferenceEngine>(engine);
        services.AddSingleton<ISceneInspector, SyntheticScenes>();
        services.AddSingleton<IFrameAssembler, SyntheticAssembler>();
        services.AddSingleton<IBeaconSeed, FixedSeeds>();
        services.AddSingleton<IWorkflows>(found => DurableEngine.Start(
            store, new WorkflowCatalog().AddRenderLifecycle(), found, clock, NullLogger.Instance, new DurableOptions { StopTimeout = TimeSpan.Zero, Metrics = found.GetRequiredService<LifecycleMetrics>() }));
        services.AddRenderLifecycle(options);
        var provider = services.BuildServiceProvider();
        try
        {
            var life = provider.GetRequiredService<Coordinator>();
            await life.Recover(CancellationToken.None);
            await life.Begin(CancellationToken.None);
            return new TestCoordinator(store, provider);
        }
        catch
        {
            await provider.DisposeAsync();
            await store.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        try
        {
            await running;
        }
        catch (Exception e) when (e is CrashedException or OperationCanceledException)
        {
            // A dead coordinator does not say goodbye.
        }

        await services.DisposeAsync();
        await store.DisposeAsync();
        stop.Dispose();
    }
}
