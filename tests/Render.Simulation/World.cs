using Render.Lifecycle;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Simulation.Actors;
using Render.Simulation.Cloud;
using Render.Simulation.Disk;
using Render.Simulation.Lateness;
using Render.Simulation.Machine;
using Render.Simulation.Messaging;
using Render.Simulation.Oracles;
using Render.Simulation.Rendering;

namespace Render.Simulation;

/// <summary>A network drawn from a seed: its machines, who runs them, what befalls them, and the oracle that watches.</summary>
internal sealed class World
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(5);

    private readonly Scenario scenario;
    private readonly Nemesis nemesis;

    /// <summary>The world of a scenario.</summary>
    public World(Scenario scenario, Plant plant = Plant.None)
    {
        Plant = plant;
        this.scenario = scenario;
        SqliteDisks.Reseed(scenario.Seed);
        Simulator = new Simulator(scenario.Seed);
        Oracle = new Oracle(Simulator, mayBeDeposed: scenario.Coordinators > 1);
        Delays = new Delays(Simulator, scenario);
        Scenes = SceneSet.Of(scenario);
        Network = new SimulatedNetwork(Simulator, scenario.Network) { Geography = scenario.HasPlaces ? new Geography(scenario.Seed, Geography.Dublin) : null };
        Coordinator = scenario.Coordinators > 1 ? new CoordinatorFleet(this, scenario.Options, scenario.Coordinators) : new CoordinatorMachine(this, scenario.Options);
        Nodes = [.. scenario.Nodes.Select((plan, i) => new NodeMachine(this, $"node-{i:00}", OperatorId.Parse(plan.Owner), plan.Strategy, plan.Speed) { Memory = plan.Memory, Stand = scenario.HasPlaces ? plan.Stand : null })];
        Creators = [.. scenario.Jobs.Select((plan, i) => new CreatorMachine(this, $"creator{i}", plan))];
        foreach (var node in Nodes.Where(node => node.Stand is not null))
            Network.Geography!.Put(node.Name, node.Stand!.At);
        foreach (var node in Nodes.Where(node => node.Strategy.IsHonest))
            Oracle.Honest.Add(node.Id);
        (Oracle.Disputes.Calm, Oracle.Disputes.Policy) = (scenario.Faults, scenario.Options.Policy.Disputes);
        nemesis = new Nemesis(this, scenario);
    }

    /// <summary>What is broken on purpose.</summary>
    public Plant Plant { get; }

    /// <summary>Runs everything.</summary>
    public Simulator Simulator { get; }

    /// <summary>Watches everything.</summary>
    public Oracle Oracle { get; }

    /// <summary>Makes things late.</summary>
    public Delays Delays { get; }

    /// <summary>What nodes find when they load scenes.</summary>
    public SceneSet Scenes { get; }

    /// <summary>Counts what the reference CPU renders.</summary>
    public ReferenceMeter Reference { get; } = new();

    /// <summary>Connects everything.</summary>
    public SimulatedNetwork Network { get; }

    /// <summary>What coordinates.</summary>
    public ICoordinator Coordinator { get; }

    /// <summary>What must be disposed of when the run is over: the runtime keeps every meter, and by it all that it looks at, until then.</summary>
    public List<IDisposable> Kept { get; } = [];

    /// <summary>The nodes.</summary>
    public IReadOnlyList<NodeMachine> Nodes { get; }

    /// <summary>The creators.</summary>
    public IReadOnlyList<CreatorMachine> Creators { get; }

    /// <summary>Runs to the end: all jobs closed, the faults over, and the books audited.</summary>
    public async Task<RunReport> Run()
    {
        Coordinator.Boot();
        foreach (var (node, plan) in Nodes.Zip(scenario.Nodes))
            Simulator.After(plan.Joins, () => node.Boot(plan.Skew));
        foreach (var creator in Creators)
            creator.Boot();
        nemesis.Begin();
        Task<IReadOnlyList<BookFinding>?>? audit = null;
        await Simulator.Run(() =>
        {
            Coordinator.AfterStep();
            if (Oracle.Failure is not null)
                return true;
            if (Simulator.Now > scenario.Faults + Longest)
            {
                var stuck = Creators.Where(creator => !creator.IsDone).Select(creator => $"{creator.Job}: {creator.Last}");
                Oracle.Fail("liveness", $"{Longest.TotalHours} hours after the last fault there is still: {string.Join("; ", stuck)}");
                return true;
            }

            if (audit is null && nemesis.IsOver && Oracle.Disputes.AreOver && Creators.All(creator => creator.IsDone))
                audit = Audit();
            return audit is { IsCompleted: true };
        });
        if (audit is { IsFaulted: true })
            Oracle.Fail("books", audit.Exception!.InnerException!.ToString());
        else if (audit is { IsCompletedSuccessfully: true, Result: { } findings })
            Oracle.Demand(findings.Count == 0, "books", $"the independent audit finds: {string.Join("; ", findings.Take(3).Select(finding => $"{finding.Sequence} {finding.Fault} {finding.Detail}"))}");
        SqliteDisks.UnmountAll();
        Kept.ForEach(kept => kept.Dispose());
        return RunReport.Of(this, scenario);
    }

    /// <summary>Notes that something happened.</summary>
    public void Note(string who, string what) => Simulator.Trace.Note(Simulator.Now, who, what);

    private async Task<IReadOnlyList<BookFinding>?> Audit()
    {
        var auditor = Simulator.Start("auditor");
        auditor.Failed = error => Oracle.Fail("books", error.ToString());
        var found = new TaskCompletionSource<IReadOnlyList<BookFinding>?>();
        auditor.Start(async () =>
        {
            while (scenario.ClosesEpoch && await Coordinator.TryAsk(auditor, life => life.Network.CloseEpoch(new CloseEpochRequest(), CancellationToken.None), TimeSpan.FromMinutes(1)) is null)
                await Task.Delay(TimeSpan.FromSeconds(1), auditor.Clock);
            Found? result;
            while ((result = await Coordinator.TryAsk(auditor, async life => new Found(await life.Audit()), TimeSpan.FromMinutes(1))) is null)
                await Task.Delay(TimeSpan.FromSeconds(1), auditor.Clock);
            await Compare(auditor);
            found.SetResult(result.Findings);
        });
        return await found.Task;
    }

    /// <summary>What a decision says of everybody is put on record right after it, or after the crash that came between.</summary>
    private async Task Compare(SimulatedProcess auditor)
    {
        if (Oracle.Disputes.Decided.Count == 0)
            return;
        var (until, differ) = (Simulator.Now + Settling, "nobody answers");
        while (differ.Length > 0 && Simulator.Now < until)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), auditor.Clock);
            differ = await Coordinator.TryAsk(auditor, life => DisputeRecords.Differ(Oracle.Disputes.Decided, life), TimeSpan.FromSeconds(5)) ?? differ;
        }

        Oracle.Demand(differ.Length == 0, "records", $"{differ}");
    }

    private sealed record Found(IReadOnlyList<BookFinding> Findings);
}
