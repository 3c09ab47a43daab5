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
using Render.Network.Economics;
using Render.Simulation.Machine;
using Render.Simulation.Oracles;
using Render.Simulation.Rendering;

namespace Render.Simulation.Actors;

/// <summary>What a coordinator stands on.</summary>
/// <param name="State">Its documents.</param>
/// <param name="Ledger">Its ledger.</param>
/// <param name="Blobs">Its blobs.</param>
/// <param name="Workflows">Its durable engine.</param>
internal sealed record CoordinatorParts(IState State, Func<IServiceProvider, ILedger> Ledger, IBlobs Blobs, Func<IServiceProvider, IWorkflows> Workflows);

/// <summary>One life of a coordinator: the product's own lifecycle, durable engine, documents and ledger in one process, on a disk that may fail.</summary>
internal sealed class CoordinatorLife
{
    private readonly ServiceProvider services;

    private CoordinatorLife(ServiceProvider services) => this.services = services;

    /// <summary>All of it, for the activities.</summary>
    public IServiceProvider Services => services;

    /// <summary>What nodes talk to.</summary>
    public INodeDesk Nodes => Get<INodeDesk>();

    /// <summary>What creators talk to.</summary>
    public ICreatorDesk Creators => Get<ICreatorDesk>();

    /// <summary>What the host talks to.</summary>
    public INetworkDesk Network => Get<INetworkDesk>();

    /// <summary>Its clock.</summary>
    public TimeProvider Clock => Get<TimeProvider>();

    /// <summary>Where uploads go.</summary>
    public IBlobs Blobs => Get<IBlobs>();

    /// <summary>Starts over what is stored: shows the oracle what is there, recovers, and takes up the workflows.</summary>
    public static async Task<CoordinatorLife> Start(World world, SimulatedProcess process, CoordinatorParts parts, LifecycleOptions options, Func<Exception, bool> explained)
    {
        var services = new ServiceCollection();
        services.AddSingleton(world.Simulator);
        services.AddSingleton(world.Oracle);
        services.AddSingleton(explained);
        services.AddSingleton<TimeProvider>(process.Clock);
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(CoordinatorLog<>));
        var state = new WatchedState(parts.State, world.Oracle, world.Plant);
        services.AddSingleton(world.Delays.Of(state, process.Clock));
        services.AddSingleton(found => new WatchedLedger(parts.Ledger(found), world.Oracle.Books, world.Plant));
        services.AddSingleton(found => world.Delays.Of(found.GetRequiredService<WatchedLedger>(), process.Clock));
        services.AddSingleton(world.Delays.Of(parts.Blobs, process.Clock));
        services.AddSingleton<ITaskQueue>(new InProcessTaskQueue(process.Clock));
        services.AddSingleton(world.Delays.Of(new SyntheticReference(process.Clock, TimeSpan.FromMilliseconds(20), world.Reference, world.Plant == Plant.WrongReference), process.Clock));
        services.AddSingleton<ISceneInspector, SyntheticScenes>();
        services.AddSingleton<IFrameAssembler, SyntheticAssembler>();
        services.AddSingleton<IBeaconSeed>(new SeededBeacon(world.Simulator.Seed));
        services.AddSingleton(parts.Workflows);
        services.AddRenderLifecycle(options);
        var life = new CoordinatorLife(services.BuildServiceProvider());
        world.Kept.Add(life.Get<LifecycleMetrics>());
        // Before anything is recovered by what it holds: what was confirmed must be there.
        await world.Oracle.Books.Recovered(life.Get<WatchedLedger>());
        await world.Oracle.Tasks.Recovered(state);
        var coordinator = life.Get<Coordinator>();
        await coordinator.Recover(CancellationToken.None);
        await coordinator.Begin(CancellationToken.None);
        return life;
    }

    /// <summary>Runs the background steps until cancelled.</summary>
    public Task Run(CancellationToken cancellationToken) => Get<Coordinator>().Run(cancellationToken);

    /// <summary>What the independent auditor finds in the books, and their entries.</summary>
    public async Task<IReadOnlyList<BookFinding>> Audit() =>
        BookAudit.Run(AuditBundle.FromJson((await Get<BundleWriter>().Gather(CancellationToken.None)).ToJson()));

    private T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>What a coordinator logs.</summary>
    public sealed class CoordinatorLog<T>(Simulator simulator, Oracle oracle, Func<Exception, bool> explained) : ILogger<T>
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
