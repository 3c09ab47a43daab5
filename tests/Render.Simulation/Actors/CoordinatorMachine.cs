using Microsoft.Data.Sqlite;
using Render.Lifecycle;
using Render.Lifecycle.Ports;
using Render.Local.Storage;
using Render.Simulation.Disk;
using Render.Simulation.Machine;
using Render.Simulation.Messaging;

namespace Render.Simulation.Actors;

/// <summary>The machine that the coordinator runs on: its disk outlives its process, and something starts the process again whenever it has died.</summary>
internal sealed class CoordinatorMachine
{
    private const string Name = "coordinator";

    private readonly World world;
    private readonly LifecycleOptions options;
    private readonly SeededStream random;
    private readonly string folder;
    private SimulatedProcess? process;
    private CoordinatorLife? life;

    /// <summary>A machine that is switched off.</summary>
    public CoordinatorMachine(World world, LifecycleOptions options)
    {
        (this.world, this.options) = (world, options);
        random = new SeededStream(world.Simulator.Seed, Name);
        Disk = new SimulatedDisk(new SeededStream(world.Simulator.Seed, "disk")) { Dies = () => mustDie = true, Lies = world.Plant == Plant.LyingDisk };
        Blobs = new SimulatedBlobs(new SeededStream(world.Simulator.Seed, "blobs"));
        folder = SqliteDisks.Mount($"run-{world.Simulator.Seed}", Disk);
        Disk.Boot();
    }

    private bool mustDie;

    /// <summary>The disk with the store.</summary>
    public SimulatedDisk Disk { get; }

    /// <summary>The blobs.</summary>
    public SimulatedBlobs Blobs { get; }

    /// <summary>How often it has started.</summary>
    public int Lives { get; private set; }

    /// <summary>How often it lost power.</summary>
    public int PowerCuts { get; private set; }

    /// <summary>How far its date is off.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>Switches it on, if it is off.</summary>
    public void Boot()
    {
        if (process is not null)
            return;
        Lives++;
        Disk.Boot();
        var mine = process = world.Simulator.Start(Name);
        mine.Clock.Skew = Skew;
        mine.Died = () => (process, life) = (null, null);
        mine.Failed = error => Fell(mine, error);
        world.Note(Name, $"starts, life {Lives}");
        mine.Start(async () =>
        {
            var started = await CoordinatorLife.Start(world, mine, folder, Blobs, options, Explains);
            life = started;
            world.Note(Name, "serves");
            await started.Run();
        });
    }

    /// <summary>Ends the process, with its machine or without, and starts it again after a while.</summary>
    public void Kill(bool power)
    {
        if (process is null)
            return;
        world.Note(Name, power ? "loses power" : "is killed");
        PowerCuts += power ? 1 : 0;
        if (power)
            Disk.CutPower();
        else
            Disk.Kill();
        process.Kill();
        world.Simulator.After(random.Spread(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)), Boot);
    }

    /// <summary>After each step: a machine that died in the midst of a write is dead now.</summary>
    public void AfterStep()
    {
        if (!mustDie)
            return;
        mustDie = false;
        Kill(power: true);
    }

    /// <summary>Asks the coordinator; null where no answer came.</summary>
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

    /// <summary>Whether a fault of disk or store explains an exception.</summary>
    private bool Explains(Exception error) =>
        error is StorageFullException or StorageDamagedException or ObjectDisposedException or OperationCanceledException
        || (error is SqliteException or IOException && (Disk.IsDown || Disk.WriteFaults > 0 || Disk.SyncFaults > 0 || Blobs.Faults > 0 || mustDie))
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
