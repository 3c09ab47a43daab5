using Azure;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using Render.Lifecycle;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Simulation.Actors;
using Render.Simulation.Disk;
using Render.Simulation.Machine;
using Render.Simulation.Messaging;
using Render.Simulation.Oracles;
using Render.Storage.Ledger;
using Render.Storage.Seat;

namespace Render.Simulation.Cloud;

/// <summary>
/// Coordinators on several machines over shared storage, as in Azure: the product's own seat decides which of them serves, its append-blob ledger
/// refuses whoever was deposed. One that was frozen or cut off may wake up and go on for a moment: that must spoil nothing.
/// </summary>
internal sealed class CoordinatorFleet : ICoordinator
{
    private static readonly Uri Account = new("https://storage.invalid/account");

    private readonly World world;
    private readonly LifecycleOptions options;
    private readonly SeededStream random;
    private readonly BlobService blobs;
    private readonly TableService tables = new();
    private readonly SimulatedBlobs content;
    private readonly SimulatedProcess storage;
    private readonly WorkflowHub hub;
    private readonly List<Instance> instances = [];

    /// <summary>Machines that are switched off, and the services they share.</summary>
    public CoordinatorFleet(World world, LifecycleOptions options, int machines)
    {
        (this.world, this.options) = (world, options);
        random = new SeededStream(world.Simulator.Seed, "fleet");
        blobs = new BlobService(() => world.Simulator.Now);
        content = new SimulatedBlobs(new SeededStream(world.Simulator.Seed, "blobs"));
        storage = world.Simulator.Start("storage");
        world.Network.PutNear("storage");
        world.Network.PutNear(WorkflowHub.Name);
        hub = new WorkflowHub(world, NullLogger.Instance);
        for (var i = 0; i < machines; i++)
            instances.Add(new Instance(this, $"coordinator-{i}"));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Machines => [.. instances.Select(instance => instance.Name)];

    /// <inheritdoc/>
    public int Lives { get; private set; }

    /// <inheritdoc/>
    public int PowerCuts => 0;

    /// <inheritdoc/>
    public void Boot()
    {
        foreach (var instance in instances)
            instance.Boot();
    }

    /// <inheritdoc/>
    public void Strike(SeededStream random)
    {
        var instance = random.One(instances);
        switch (random.Below(4))
        {
            case 0:
                instance.Kill();
                break;
            case 1:
                // Longer than the lease, or not.
                instance.Freeze(random.Spread(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(4)));
                break;
            case 2:
                instance.Skew = TimeSpan.FromMinutes((10 * random.Unit()) - 5);
                break;
            case 3:
                content.Faults = 0.3;
                world.Simulator.After(random.Spread(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1)), () => content.Faults = 0);
                break;
        }
    }

    /// <inheritdoc/>
    public void Heal() => content.Faults = 0;

    /// <inheritdoc/>
    public void AfterStep()
    {
    }

    /// <inheritdoc/>
    public async Task<T?> TryAsk<T>(SimulatedProcess caller, Func<CoordinatorLife, Task<T>> request, TimeSpan patience)
        where T : class
    {
        // Whoever asks knows the machines, not which of them serves.
        var instance = random.One(instances);
        try
        {
            return await world.Network.Ask(caller, instance.Name, () => instance.Life is null ? null : instance.Process, () => instance.Serve(request), patience);
        }
        catch (NoAnswerException none)
        {
            if (none.InnerException is { } why and not TimeoutException && !Explains(why))
                world.Oracle.Fail("bug", why.ToString());
            return null;
        }
    }

    /// <summary>Whether network, storage or a lost seat explains an exception.</summary>
    private static bool Explains(Exception error) =>
        error is StorageUnavailableException or LedgerWriterDeposedException or OperationCanceledException or SimulatedFaultException or HttpRequestException or NoAnswerException
            or RequestFailedException { Status: 0 or 409 or 412 }
        || (error is AggregateException several && several.InnerExceptions.All(Explains))
        || (error.InnerException is { } inner && Explains(inner));

    private sealed class Instance(CoordinatorFleet fleet, string name)
    {
        public string Name => name;

        public SimulatedProcess? Process { get; private set; }

        public CoordinatorLife? Life { get; private set; }

        public TimeSpan Skew { get; set; }

        public void Boot()
        {
            if (Process is not null)
                return;
            var process = Process = fleet.world.Simulator.Start(name);
            process.Clock.Skew = Skew;
            process.Died = () =>
            {
                (Process, Life) = (null, null);
                fleet.world.Simulator.After(fleet.random.Spread(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)), Boot);
            };
            process.Failed = error =>
            {
                if (!Explains(error))
                    fleet.world.Oracle.Fail("bug", error.ToString());
                process.Kill();
            };
            process.Start(() => Main(process));
        }

        public void Kill()
        {
            fleet.world.Note(name, "is killed");
            Process?.Kill();
        }

        public void Freeze(TimeSpan span)
        {
            if (Process is not { IsFrozen: false } process)
                return;
            fleet.world.Note(name, "freezes");
            process.Freeze();
            fleet.world.Simulator.After(span, () =>
            {
                fleet.world.Note(name, "goes on");
                process.Thaw();
            });
        }

        public Task<T> Serve<T>(Func<CoordinatorLife, Task<T>> request)
            where T : class => Life is { } life ? request(life) : throw new StorageUnavailableException(name, "not the coordinator");

        /// <summary>Waits for the seat, serves as long as it is held, and ends; the machine then starts it anew.</summary>
        private async Task Main(SimulatedProcess process)
        {
            var service = new BlobServiceClient(Account, new BlobClientOptions
            {
                Transport = new HttpClientTransport(new HttpClient(new BlobTransport(fleet.world, process, fleet.blobs, () => fleet.storage)) { Timeout = Timeout.InfiniteTimeSpan }),
                // Retries would wait by the real clock; those of ledger and seat wait by the virtual one.
                Retry = { MaxRetries = 0, NetworkTimeout = Timeout.InfiniteTimeSpan },
                Diagnostics = { IsLoggingEnabled = false, IsDistributedTracingEnabled = false, IsTelemetryEnabled = false },
            });
            var seat = new CoordinatorSeat(service.GetBlobContainerClient(CoordinatorSeat.ContainerName), process.Clock, new SeatOptions { Holder = name });
            var tenure = await seat.Take();
            fleet.world.Note(name, $"takes the seat, epoch {tenure.Epoch}");
            var ledger = await AppendBlobLedger.Open(
                service.GetBlobContainerClient(AppendBlobLedger.ContainerName), process.Clock, new AppendBlobLedgerOptions { Epoch = tenure.Epoch, SegmentBlocks = 40, RecentEntries = 16 });
            using var over = CancellationTokenSource.CreateLinkedTokenSource(tenure.Lost, ledger.Deposed);
            fleet.Lives++;
            Life = await CoordinatorLife.Start(
                fleet.world, process, new CoordinatorParts(fleet.tables.For(fleet.world, process, () => fleet.storage), _ => ledger, fleet.content.For(process), _ => fleet.hub.For(process)),
                fleet.options, Explains);
            fleet.world.Note(name, "serves");
            await Life.Run(over.Token);
            fleet.world.Note(name, "has lost the seat");
            process.Kill();
        }
    }
}
