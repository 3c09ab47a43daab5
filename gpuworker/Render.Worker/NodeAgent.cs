using Render.Network.Messages;
using Render.Worker.Agent;
using Render.Worker.Cache;
using Render.Worker.Client;
using Render.Worker.Identity;
using Render.Worker.Machine;
using Render.Worker.Peers;
using Render.Worker.Tracer;
using Render.Worker.Work;

namespace Render.Worker;

/// <summary>
/// A node: joins the network, claims work, renders, signs, delivers, audits others, until it is drained, told to leave, or banned.
/// Nothing it finished is lost to a crash of the coordinator or of itself.
/// </summary>
/// <param name="options">How it runs.</param>
/// <param name="observer">Watches; null: nobody.</param>
/// <param name="parts">What it is made of; null: the usual.</param>
#pragma warning disable CA1001 // A source without timer or handle: nothing to dispose, and Drain may come at any time.
public sealed class NodeAgent(NodeOptions options, INodeObserver? observer = null, NodeParts? parts = null)
#pragma warning restore CA1001
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Awakening = TimeSpan.FromMinutes(1);

    private readonly INodeObserver observer = observer ?? new Nobody();
    private readonly NodeParts parts = parts ?? new NodeParts();
    private readonly CancellationTokenSource drain = new();
    private volatile bool gaveUp;

    /// <summary>Runs a node until <paramref name="cancellationToken"/> tells it to leave.</summary>
    public static Task<NodeExit> RunAsync(NodeOptions options, CancellationToken cancellationToken) =>
        new NodeAgent(options).RunAsync(cancellationToken);

    /// <summary>Takes nothing new; the run ends when everything held is delivered.</summary>
    public void Drain() => drain.Cancel();

    /// <summary>Runs the node.</summary>
    /// <param name="cancellationToken">Leave now: leases are given back, so that others get the tasks at once.</param>
    /// <exception cref="CoordinatorRefusedException">The coordinator refuses the node.</exception>
    /// <exception cref="NodeHomeInUseException">Another node runs in the same folder.</exception>
    /// <exception cref="NodeKeyException">The key file cannot be used.</exception>
    public async Task<NodeExit> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var exit = await Run(cancellationToken);
            observer.On(new Stopped(exit == NodeExit.Drained ? "everything is delivered" : "told to leave"));
            return exit;
        }
        catch (NodeBannedException e)
        {
            observer.On(new Stopped(e.Message));
            return NodeExit.Banned;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested || drain.IsCancellationRequested)
        {
            // Told to leave, or drained before it had joined: then it holds nothing that could be finished.
            observer.On(new Stopped(gaveUp ? "no coordinator took it in" : "told to leave"));
            return NodeExit.Left;
        }
    }

    private async Task<NodeExit> Run(CancellationToken leave)
    {
        using var home = NodeHome.Take(options.Home);
        using var identity = NodeIdentity.LoadOrCreate(options.Home);
        using var http = CreateHttp();
        var client = new CoordinatorClient(http, identity, parts.Clock);
        using var others = CreateHttpToOthers();
        var source = new NetworkSource(client, others, identity, options.Gateway, parts.Clock);
        var cache = new FileCache(options.CacheFolder ?? Path.Combine(options.Home, "cache"), options.CacheBytes, source, parts.Clock, observer);
        var peers = new PeerDesk(cache, identity.KeyDigest, options.ServeBytesPerSecond, () => client.CoordinatorTime, parts.Clock);
        await using var served = Serves ? await parts.PeerServer!(peers, leave) : null;
        var packages = new PackageUses();
        var engine = packages.Watch(CreateEngine(cache));
        using var joining = CancellationTokenSource.CreateLinkedTokenSource(leave, drain.Token);
        var (facts, benchmark) = await Measure(engine.Identity, joining.Token);
        var idle = new IdleWatch(options.Idle, parts.Clock);
        using var late = parts.Clock.CreateTimer(_ => GiveUp(), null, JoinPatience, Timeout.InfiniteTimeSpan);
        var membership = new Membership(client, Introduction(identity, facts, benchmark), observer);
        var connection = new Connection(membership.Register, observer, parts.Clock);
        await connection.Insist(
            async token =>
            {
                await membership.Register(token);
                return true;
            },
            joining.Token);

        var held = new HeldLeases(parts.Clock);
        var outbox = new Outbox(options.Home);
        var votes = new Outbox(options.Home, Outbox.Votes);
        var folder = new WorkFolder(options.Home);
        var leftOver = TakeUp(held, outbox, folder, () => client.CoordinatorTime);
        var runner = new TaskRunner(identity, facts, engine, folder, outbox, parts.Clock, () => client.CoordinatorTime);
        var heartbeat = new HeartbeatLoop(client, connection, membership, held, outbox, () => packages.Recent, peers, options.Threads, observer, parts.Clock);
        var delivery = new DeliveryLoop(client, connection, membership, outbox, votes, folder, held, observer);
        var work = new WorkLoop(client, connection, membership, heartbeat, runner, folder, outbox, votes, held, options.UndeliveredTasks, options.Choose, idle, observer, parts.Clock);
        // Leases of an earlier run are asked for before work on them begins: those that are lost are dropped here.
        await heartbeat.Beat(draining: false, joining.Token);
        foreach (var lost in leftOver.Where(work => !held.Holds(work.Lease.Id)).ToList())
        {
            leftOver.Remove(lost);
            folder.Forget(lost.Lease.Id);
            observer.On(new WorkDropped(lost.Kind, lost.Task.Id, "its lease ended while the node was away"));
        }

        await late.DisposeAsync();
        return await Loop(heartbeat, delivery, work, leftOver, held, client, folder, outbox, leave);
    }

    /// <summary>A coordinator that sleeps while nobody needs it takes longer to answer first than it takes to see that there is no work.</summary>
    private TimeSpan JoinPatience => options.Idle is not { } idle ? Timeout.InfiniteTimeSpan : idle > Awakening ? idle : Awakening;

    private void GiveUp()
    {
        gaveUp = true;
        drain.Cancel();
    }

    private async Task<NodeExit> Loop(
        HeartbeatLoop heartbeat, DeliveryLoop delivery, WorkLoop work, IReadOnlyList<WorkAssignment> leftOver,
        HeldLeases held, CoordinatorClient client, WorkFolder folder, Outbox outbox, CancellationToken leave)
    {
        using var announced = drain.Token.Register(() => observer.On(new Draining(held.All.Count)));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(leave);
        var main = WorkThenDeliver();
        Task[] all = [main, heartbeat.Run(drain.Token, stop.Token), delivery.Run(stop.Token)];
        var first = await Task.WhenAny(all);
        await stop.CancelAsync();
        await Task.WhenAll(all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var limit = new CancellationTokenSource(Farewell, parts.Clock);
        if (leave.IsCancellationRequested)
        {
            await Release(held, outbox, folder, client, limit.Token);
            await heartbeat.SayGoodbye(limit.Token);
            return NodeExit.Left;
        }

        // The first to end says how it ended: drained, banned, or a fault that must not be hidden.
        await first;
        await heartbeat.SayGoodbye(limit.Token);
        return NodeExit.Drained;

        async Task WorkThenDeliver()
        {
            await work.Run(leftOver, drain.Token, stop.Token);
            if (!drain.IsCancellationRequested)
            {
                observer.On(new FoundIdle(options.Idle!.Value));
                Drain();
            }

            await delivery.WaitEmpty(stop.Token);
        }
    }

    private static List<WorkAssignment> TakeUp(HeldLeases held, Outbox outbox, WorkFolder folder, Func<DateTimeOffset> now)
    {
        foreach (var done in outbox.Items)
            held.Add(done.Task, done.Kind, done.Lease, done.Fencing).Progress = 1;
        var leftOver = new List<WorkAssignment>();
        foreach (var work in folder.Load())
        {
            // What is signed already is never rendered a second time: its receipt would differ in its times.
            if (outbox.Holds(work.Lease.Id) || work.Lease.Expires + TimeSpan.FromHours(1) < now())
            {
                folder.Forget(work.Lease.Id);
                continue;
            }

            held.Add(work.Task.Id, work.Kind, work.Lease.Id, work.Lease.Fencing);
            leftOver.Add(work);
        }

        return leftOver;
    }

    private async Task Release(HeldLeases held, Outbox outbox, WorkFolder folder, CoordinatorClient client, CancellationToken limit)
    {
        foreach (var lease in held.All.Where(lease => !outbox.Holds(lease.Lease)))
        {
            try
            {
                var message = new FailLease(lease.Task, lease.Lease, lease.Fencing, LeaseFailure.Released, "The node leaves.");
                await client.Fail(message, limit);
                folder.Forget(lease.Lease);
                observer.On(new WorkDropped(lease.Kind, lease.Task, "given back"));
            }
            catch (CoordinatorRefusedException)
            {
                folder.Forget(lease.Lease);
            }
            catch (Exception e) when (e is CoordinatorUnreachableException or OperationCanceledException)
            {
                // Stays in the folder: a restart takes it up again while the lease lasts.
                folder.Rest(lease.Lease);
                observer.On(new WorkDropped(lease.Kind, lease.Task, "not given back, the coordinator does not answer"));
            }
        }
    }

    private HttpClient CreateHttp() => new(parts.Http ?? new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(10) }, parts.Http is null)
    {
        BaseAddress = options.Coordinator,
        Timeout = TimeSpan.FromSeconds(WireLimits.ClaimWaitSeconds + 40),
    };

    /// <summary>To whoever else gives chunks: quickly given up, and never sent elsewhere.</summary>
    private HttpClient CreateHttpToOthers() => new(
        parts.Http ?? new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(3), PooledConnectionLifetime = TimeSpan.FromMinutes(2) }, parts.Http is null)
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private bool Serves => options.ChunkAddress is not null && parts.PeerServer is not null;

    private ITaskEngine CreateEngine(FileCache cache)
    {
        var engine = parts.Engine?.Invoke(cache) ?? new TracerEngine(cache, options.Threads, options.MemoryBytes, parts.Clock, options.Device);
        return options.EngineDecorator?.Invoke(engine) ?? engine;
    }

    private async Task<(HardwareFacts Facts, BenchmarkResult Benchmark)> Measure(EngineIdentity engine, CancellationToken cancellationToken)
    {
        var machine = MachineFacts.Read();
        var facts = new HardwareFacts(
            engine.DeviceClass, machine.CpuModel, machine.Cores, options.Threads, UsableMemory(engine), machine.OperatingSystem,
            machine.Architecture, engine.Build, engine.Digest)
        {
            Device = engine.Device?.Name is { } name ? name[..Math.Min(name.Length, WireLimits.DeviceLength)] : null,
            DeviceMemoryBytes = engine.Device?.MemoryBytes ?? 0,
        };
        var benchmark = new SerialBenchmark(
            parts.Benchmark ?? new TracerBenchmark(parts.Clock, options.Device), options.MachineFolder ?? options.Home, parts.Clock);
        var (result, cached) = await benchmark.Get(engine, machine, options.Threads, cancellationToken);
        observer.On(new Benchmarked(result, cached, engine.Device?.Name));
        // The benchmark has the machine to itself; work need not.
        return (facts, result with { Seconds = result.Seconds / options.Share });
    }

    /// <summary>A scene must fit the machine's share and the device, so that the scheduler sends none that does not.</summary>
    private long UsableMemory(EngineIdentity engine) =>
        engine.Device is { MemoryBytes: > 0 } device ? Math.Min(options.MemoryBytes, device.MemoryBytes) : options.MemoryBytes;

    private RegisterNode Introduction(NodeIdentity identity, HardwareFacts facts, BenchmarkResult benchmark) =>
        new(identity.PublicKey, options.Operator, options.Name, options.Region, options.AskPrice, facts, benchmark)
        {
            MinCreator = options.MinCreator,
            Jurisdiction = options.Jurisdiction,
            Attestation = options.Attestation,
            OperatorProof = options.OperatorKey?.Prove(options.Operator, identity.KeyDigest),
            ChunkAddress = Serves ? options.ChunkAddress : null,
        };

    private sealed class Nobody : INodeObserver
    {
        public void On(NodeEvent happened)
        {
        }
    }
}
