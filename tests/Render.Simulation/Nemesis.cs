using Render.Simulation.Actors;
using Render.Simulation.Machine;
using Render.Simulation.Messaging;

namespace Render.Simulation;

/// <summary>What befalls the machines, until the faults end; from then on all is well, so that whatever is stuck stays visible.</summary>
internal sealed class Nemesis(World world, Scenario scenario)
{
    private readonly SeededStream random = new(scenario.Seed, "nemesis");

    /// <summary>Whether the faults are over.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Plans the first fault.</summary>
    public void Begin()
    {
        world.Simulator.At(scenario.Faults, End);
        Next();
    }

    private void Next() => world.Simulator.After(random.Exponential(scenario.FaultEvery), () =>
    {
        if (IsOver)
            return;
        Strike();
        Next();
    });

    private void Strike()
    {
        switch (random.Below(10))
        {
            case 0:
                world.Coordinator.Kill(power: false);
                break;
            case 1:
                world.Coordinator.Kill(power: true);
                break;
            case 2:
                // In the midst of a write: the next of some hundred is its last.
                world.Coordinator.Disk.DiesAfter = random.Below(200);
                break;
            case 3:
                For(random.Spread(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2)), () => world.Coordinator.Disk.WriteFaults = 0.02, () => world.Coordinator.Disk.WriteFaults = 0);
                break;
            case 4:
                For(random.Spread(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1)), () => world.Coordinator.Disk.SyncFaults = 0.05, () => world.Coordinator.Disk.SyncFaults = 0);
                break;
            case 5:
                For(
                    random.Spread(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2)),
                    () => (world.Coordinator.Disk.Capacity, world.Coordinator.Blobs.IsFull) = (world.Coordinator.Disk.Used + 8_192, random.Chance(0.5)),
                    () => (world.Coordinator.Disk.Capacity, world.Coordinator.Blobs.IsFull) = (long.MaxValue, false));
                break;
            case 6:
                For(random.Spread(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1)), () => world.Coordinator.Blobs.Faults = 0.3, () => world.Coordinator.Blobs.Faults = 0);
                break;
            case 7:
                var cut = random.Chance(0.2) ? "coordinator" : random.One(world.Nodes).Name;
                For(random.Spread(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(3)), () => world.Network.Cut(cut), () => world.Network.Mend(cut));
                break;
            case 8:
                var node = random.One(world.Nodes);
                node.Process?.Kill();
                world.Note(node.Name, "dies");
                world.Simulator.After(random.Spread(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)), () => node.Boot(Skew()));
                break;
            case 9:
                if (random.Chance(0.5))
                    world.Coordinator.Skew = Skew();
                else
                    random.One(world.Nodes).Speed *= random.Chance(0.5) ? 0.1 : 2;
                break;
        }
    }

    private TimeSpan Skew() => TimeSpan.FromMinutes((10 * random.Unit()) - 5);

    private void For(TimeSpan span, Action begin, Action end)
    {
        begin();
        world.Simulator.After(span, end);
    }

    private void End()
    {
        IsOver = true;
        world.Note("nemesis", "faults end");
        world.Network.Faults = NetworkFaults.None;
        world.Network.MendAll();
        var disk = world.Coordinator.Disk;
        (disk.WriteFaults, disk.SyncFaults, disk.Capacity, disk.DiesAfter) = (0, 0, long.MaxValue, null);
        (world.Coordinator.Blobs.Faults, world.Coordinator.Blobs.IsFull) = (0, false);
        // A disk that failed to sync is trusted again only after a restart that reads it.
        world.Coordinator.Kill(power: false);
        foreach (var node in world.Nodes)
            node.Boot(TimeSpan.Zero);
    }
}
