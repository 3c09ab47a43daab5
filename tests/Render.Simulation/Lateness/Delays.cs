using Render.Lifecycle.Ports;
using Render.Lifecycle.Workflows;
using Render.Simulation.Machine;

namespace Render.Simulation.Lateness;

/// <summary>What is late in a run. What is in time is left as it is, so that a run without delays takes the very steps that it took without this.</summary>
internal sealed class Delays(Simulator simulator, Scenario scenario)
{
    private readonly Dictionary<LateThing, Delay> delays =
        scenario.Late.ToDictionary(late => late.Key, late => new Delay(simulator, late.Key, late.Value, scenario.Faults));

    /// <summary>A coordinator's ledger.</summary>
    public ILedger Of(ILedger ledger, TimeProvider clock) => delays.TryGetValue(LateThing.Ledger, out var delay) ? new LateLedger(ledger, delay, clock) : ledger;

    /// <summary>Its content store.</summary>
    public IBlobs Of(IBlobs blobs, TimeProvider clock) => delays.TryGetValue(LateThing.Blobs, out var delay) ? new LateBlobs(blobs, delay, clock) : blobs;

    /// <summary>Its documents.</summary>
    public IState Of(IState state, TimeProvider clock) => delays.TryGetValue(LateThing.Documents, out var delay) ? new LateState(state, delay, clock) : state;

    /// <summary>Its reference CPU.</summary>
    public IReferenceEngine Of(IReferenceEngine engine, TimeProvider clock) => delays.TryGetValue(LateThing.Reference, out var delay) ? new LateReference(engine, delay, clock) : engine;

    /// <summary>The activities of its workflows.</summary>
    public WorkflowCatalog Of(WorkflowCatalog catalog, TimeProvider clock)
    {
        if (!delays.TryGetValue(LateThing.Activities, out var delay))
            return catalog;
        var late = new WorkflowCatalog();
        foreach (var workflow in catalog.Workflows)
            late.Add(workflow);
        foreach (var activity in catalog.Activities)
            late.Add(activity with { Run = (services, context, input, stop) => Start(() => activity.Run(services, context, input, stop), stop) });
        return late;

        async Task<byte[]> Start(Func<Task<byte[]>> run, CancellationToken stop)
        {
            await delay.Pass(clock, stop);
            return await run();
        }
    }

    /// <summary>The answer to a node's claim, on its way.</summary>
    public Task<T> Claimed<T>(Task<T> claim, TimeProvider clock)
    {
        return delays.TryGetValue(LateThing.Claims, out var delay) ? Late() : claim;

        async Task<T> Late()
        {
            var answer = await claim;
            await delay.Pass(clock);
            return answer;
        }
    }

    /// <summary>A node's heartbeat: due once in a lease's time, it may come just before that is over, or just after, and what else the node does may wait with it.</summary>
    public async Task Beat(SimulatedProcess node, TimeSpan lease)
    {
        if (!delays.TryGetValue(LateThing.Heartbeats, out var delay) || delay.Around(lease) is not { Ticks: > 0 } span)
            return;
        if (delay.Toss())
        {
            node.Freeze();
            simulator.After(span, node.Thaw);
        }

        await Task.Delay(span, node.Clock);
    }
}
