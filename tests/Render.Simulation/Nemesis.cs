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
        IsOver = scenario.Faults == TimeSpan.Zero;
        if (IsOver)
            return;
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
            case < 7:
                world.Coordinator.Strike(random);
                break;
            case 7:
                var cut = random.Chance(0.3) ? random.One(world.Coordinator.Machines) : random.One(world.Nodes).Name;
                world.Note(cut, "is cut off");
                world.Network.Cut(cut);
                world.Simulator.After(random.Spread(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(3)), () => world.Network.Mend(cut));
                break;
            case 8:
                var node = random.One(world.Nodes);
                node.Process?.Kill();
                world.Note(node.Name, "dies");
                world.Simulator.After(random.Spread(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)), () => node.Boot(Skew()));
                break;
            case 9:
                random.One(world.Nodes).Speed *= random.Chance(0.5) ? 0.1 : 2;
                break;
        }
    }

    private TimeSpan Skew() => TimeSpan.FromMinutes((10 * random.Unit()) - 5);

    private void End()
    {
        IsOver = true;
        world.Note("nemesis", "faults end");
        world.Network.Faults = NetworkFaults.None;
        world.Network.MendAll();
        world.Coordinator.Heal();
        foreach (var node in world.Nodes)
            node.Boot(TimeSpan.Zero);
    }
}
