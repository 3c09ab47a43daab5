using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Render.Lifecycle;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Proofs;
using Render.Lifecycle.Telemetry;
using Render.Lifecycle.Workflows;
using Render.Local.Durable;
using Render.Local.Storage;
using Render.Network.Economics;
using Render.Simulation.Disk;
using Render.Simulation.Machine;
using Render.Simulation.Oracles;
using Render.Simulation.Rendering;

namespace Render.Simulation.Actors;

/// <summary>One life of a coordinator: the product's own lifecycle, durable engine, documents and ledger in one process, on a disk that may fail.</summary>
internal sealed class CoordinatorLife
{
    private readonly ServiceProvider services;

    private CoordinatorLife(ServiceProvider services) => this.services = services;

    /// <summary>What nodes talk to.</summary>
    public INodeDesk Nodes => Get<INodeDesk>();

    /// <summary>What creators talk to.</summary>
    public ICreatorDesk Creators => Get<ICreatorDesk>();

    /// <summary>What the host talks to.</summary>
    public INetworkDesk Network => Get<INetworkDesk>();

    /// <summary>Where uploads go.</summary>
    public IBlobs Blobs => Get<IBlobs>();

    /// <summary>Starts on a disk: opens the store, recovers, shows the oracle what is there, and takes up the workflows.</summary>
    public static async Task<CoordinatorLife> Start(
        World world, SimulatedProcess process, string folder, SimulatedBlobs blobs, LifecycleOptions options, Func<Exception, bool> explained)
    {
        var store = SqliteStore.Open(folder + "data.db", new SqliteStoreOptions { Writer = process, BusyTimeout = TimeSpan.Zero });
        var services = new ServiceCollection();
        services.AddSingleton(world.Simulator);
        services.AddSingleton(world.Oracle);
        services.AddSingleton(explained);
        services.AddSingleton<TimeProvider>(process.Clock);
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(CoordinatorLog<>));
        services.AddSingleton<IState>(new WatchedState(new SqliteState(store), world.Oracle.Tasks, world.Plant));
        services.AddSingleton<ILedger>(found => new WatchedLedger(new SqliteLedger(store, process.Clock, found.GetRequiredService<LifecycleMetrics>()), world.Oracle.Books, world.Plant));
        services.AddSingleton(blobs.For(process));
        services.AddSingleton<ITaskQueue>(new InProcessTaskQueue(process.Clock));
        services.AddSingleton<IReferenceEngine>(new SyntheticReference(process.Clock, TimeSpan.FromMilliseconds(20), world.Plant == Plant.WrongReference));
        services.AddSingleton<ISceneInspector, SyntheticScenes>();
        services.AddSingleton<IFrameAssembler, SyntheticAssembler>();
        services.AddSingleton<IBeaconSeed>(new SeededBeacon(world.Simulator.Seed));
        services.AddSingleton<IWorkflows>(found => DurableEngine.Start(
            store, new WorkflowCatalog().AddRenderLifecycle(), found, process.Clock, new CoordinatorLog<DurableEngine>(world.Simulator, world.Oracle, explained),
            new DurableOptions { Scheduler = process, MaxActivities = 8, MaxResident = 4, Metrics = found.GetRequiredService<LifecycleMetrics>() }));
        services.AddRenderLifecycle(options);
        var life = new CoordinatorLife(services.BuildServiceProvider());
        // Before anything is recovered by what it holds: what was confirmed must be there.
        await world.Oracle.Books.Recovered(life.Get<ILedger>());
        await world.Oracle.Tasks.Recovered(life.Get<IState>());
        var coordinator = life.Get<Coordinator>();
        await coordinator.Recover(CancellationToken.None);
        await coordinator.Begin(CancellationToken.None);
        return life;
    }

    /// <summary>Runs the background steps for ever.</summary>
    public Task Run() => Get<Coordinator>().Run(CancellationToken.None);

    /// <summary>What the independent auditor finds in the books, and their entries.</summary>
    public async Task<IReadOnlyList<BookFinding>> Audit() =>
        BookAudit.Run(AuditBundle.FromJson((await Get<BundleWriter>().Gather(CancellationToken.None)).ToJson()));

    private T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    private sealed class CoordinatorLog<T>(Simulator simulator, Oracle oracle, Func<Exception, bool> explained) : ILogger<T>
    {
        private readonly WatchedLog inner = new(simulator, oracle, "coordinator", explained);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            inner.Read(formatter(state, exception), exception);
    }

    private sealed class SeededBeacon(ulong seed) : IBeaconSeed
    {
        public Task<byte[]> GetOrCreateAsync(int chain, CancellationToken cancellationToken)
        {
            var bytes = new byte[32];
            new SeededStream(seed, $"beacon {chain}").Fill(bytes);
            return Task.FromResult(bytes);
        }
    }
}
