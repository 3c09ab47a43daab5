using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Telemetry;
using Render.Lifecycle.Workflows;
using Render.Local.Durable;
using Render.Local.Storage;
using Render.Simulation.Disk;
using Render.Simulation.Machine;
using Render.Simulation.Messaging;

namespace Render.Simulation.Actors;

/// <summary>The machine that the coordinator runs on: its disk outlives its process, and something starts the process again whenever it has died.</summary>
internal sealed class CoordinatorMachine : ICoordinator
{
    private const string Name = "coordinator";

    private readonly World world;
    private readonly LifecycleOptions options;
    private readonly SeededStream random;
    private readonly string folder;
    private readonly SimulatedDisk disk;
    private readonly SimulatedBlobs blobs;
    private TimeSpan skew;
    private TimeSpan trusted;
    private bool mustDie;
    private SimulatedProcess? process;
    private CoordinatorLife? life;

    /// <summary>A machine that is switched off.</summary>
    public CoordinatorMachine(World world, LifecycleOptions options)
    {
        (this.world, this.options) = (world, options);
        random = new SeededStream(world.Simulator.Seed, Name);
        disk = new SimulatedDisk(new SeededStream(world.Simulator.Seed, "disk")) { Dies = () => mustDie = true, Lies = world.Plant == Plant.LyingDisk };
        blobs = new SimulatedBlobs(new SeededStream(world.Simulator.Seed, "blobs"));
        folder = SqliteDisks.Mount($"run-{world.Simulator.Seed}", disk);
        disk.Boot();
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Machines => [Name];

    /// <inheritdoc/>
    public int Lives { get; private set; }

    /// <inheritdoc/>
    public int PowerCuts { get; private set; }

    /// <inheritdoc/>
    public void Boot()
    {
        if (process is not null)
            return;
        Lives++;
        disk.Boot();
        var mine = process = world.Simulator.Start(Name);
        mine.Clock.Skew = skew;
        mine.Died = () => (process, life) = (null, null);
        mine.Failed = error => Fell(mine, error);
        world.Note(Name, $"starts, life {Lives}");
        mine.Start(async () =>
        {
            var store = SqliteStore.Open(folder + "data.db", new SqliteStoreOptions { Writer = mine, BusyTimeout = TimeSpan.Zero });
            var started = await CoordinatorLife.Start(world, mine, Parts(mine, store), options, Explains);
            life = started;
            world.Note(Name, "serves");
            await started.Run(CancellationToken.None);
        });
    }

    /// <summary>Ends the process, with its machine or without, and starts it again after a while.</summary>
    private void Kill(bool power)
    {
        if (process is null)
            return;
        world.Note(Name, power ? "loses power" : "is killed");
        PowerCuts += power ? 1 : 0;
        if (power)
            disk.CutPower();
        else
            disk.Kill();
        process.Kill();
        world.Simulator.After(random.Spread(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)), Boot);
    }

    /// <inheritdoc/>
    public void AfterStep()
    {
        // A machine that died in the midst of a write is dead now.
        if (!mustDie)
            return;
        mustDie = false;
        Kill(power: true);
    }

    /// <inheritdoc/>
    public async Task<T?> TryAsk<T>(SimulatedProcess caller, Func<CoordinatorLife, Task<T>> request, TimeSpan patience)
        where T : class
    {
        try
        {
            return await world.Network.Ask(caller, Name, () => life is null ? null : process, () => request(life!), patience);
        }
        catch (NoAnswerException none)
        {
            if (none.InnerException is { } why and not TimeoutException && !Explains(why))
                world.Oracle.Fail("bug", why.ToString());
            return null;
        }
    }

    /// <inheritdoc/>
    public void Strike(SeededStream random)
    {
        var span = random.Spread(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2));
        switch (random.Below(8))
        {
            case 0:
                Kill(power: false);
                break;
            case 1:
                Kill(power: true);
                break;
            case 2:
                // In the midst of a write: the next of some hundred is its last.
                disk.DiesAfter = random.Below(200);
                break;
            case 3:
                For(span, () => disk.WriteFaults = 0.02, () => disk.WriteFaults = 0);
                break;
            case 4:
                For(span, () => disk.SyncFaults = 0.05, () => disk.SyncFaults = 0);
                break;
            case 5:
                For(span, () => (disk.Capacity, blobs.IsFull) = (disk.Used + 8_192, random.Chance(0.5)), () => (disk.Capacity, blobs.IsFull) = (long.MaxValue, false));
                break;
            case 6:
                For(span, () => blobs.Faults = 0.3, () => blobs.Faults = 0);
                break;
            case 7:
                skew = TimeSpan.FromMinutes((10 * random.Unit()) - 5);
                break;
        }
    }

    /// <inheritdoc/>
    public void Heal()
    {
        (disk.WriteFaults, disk.SyncFaults, disk.Capacity, disk.DiesAfter) = (0, 0, long.MaxValue, null);
        (blobs.Faults, blobs.IsFull) = (0, false);
        // A disk that failed to sync is trusted again only after a restart that reads it.
        Kill(power: false);
    }

    private CoordinatorParts Parts(SimulatedProcess mine, SqliteStore store) => new(
        new SqliteState(store), found => new SqliteLedger(store, mine.Clock, found.GetRequiredService<LifecycleMetrics>()), blobs.For(mine),
        found => DurableEngine.Start(
            store, world.Delays.Of(new WorkflowCatalog().AddRenderLifecycle(), mine.Clock), found, mine.Clock, new CoordinatorLife.CoordinatorLog<DurableEngine>(world.Simulator, world.Oracle, Explains),
            new DurableOptions { Scheduler = mine, MaxActivities = 8, MaxResident = 4, Metrics = found.GetRequiredService<LifecycleMetrics>() }));

    private void For(TimeSpan span, Action begin, Action end)
    {
        begin();
        // What came of the fault may be told a while after it is over.
        trusted = world.Simulator.Now + span + TimeSpan.FromMinutes(1);
        world.Simulator.After(span, end);
    }

    /// <summary>Whether a fault of disk or store explains an exception.</summary>
    private bool Explains(Exception error) =>
        error is StorageFullException or StorageDamagedException or ObjectDisposedException or OperationCanceledException or SimulatedFaultException
        || (error is SqliteException or IOException && (world.Simulator.Now < trusted || disk.IsDown || mustDie))
        || (error is AggregateException several && several.InnerExceptions.All(Explains))
        || (error.InnerException is { } inner && Explains(inner));

    private void Fell(SimulatedProcess mine, Exception error)
    {
        if (!Explains(error))
            world.Oracle.Fail("bug", error.ToString());
        else if (process == mine)
            Kill(power: false);
    }
}
