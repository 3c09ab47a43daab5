using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Render.Lifecycle;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Workflows;
using Render.Local.Durable;
using Render.Local.Storage;
using Render.Simulation.Disk;
using Render.Simulation.Machine;
using Render.Simulation.Messaging;

namespace Render.Simulation.Cloud;

/// <summary>A durable backend apart from the coordinators: it runs their workflows, and asks whoever sits in the seat to run the activities, at least once.</summary>
internal sealed class WorkflowHub
{
    /// <summary>Its machine.</summary>
    public const string Name = "hub";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly World world;
    private readonly SimulatedProcess process;
    private readonly DurableEngine engine;

    /// <summary>Starts it.</summary>
    public WorkflowHub(World world, ILogger log)
    {
        this.world = world;
        process = world.Simulator.Start(Name);
        process.Failed = error => world.Oracle.Fail("bug", $"{Name}: {error}");
        var disk = new SimulatedDisk(new SeededStream(world.Simulator.Seed, Name));
        var store = SqliteStore.Open(SqliteDisks.Mount($"{Name}-{world.Simulator.Seed}", disk) + "hub.db", new SqliteStoreOptions { Writer = process, BusyTimeout = TimeSpan.Zero });
        engine = DurableEngine.Start(
            store, world.Delays.Of(Remote(), process.Clock), new ServiceCollection().BuildServiceProvider(), process.Clock, log, new DurableOptions { Scheduler = process, MaxActivities = 8, MaxResident = 4 });
    }

    /// <summary>The hub as a coordinator's process sees it, over the network.</summary>
    public IWorkflows For(SimulatedProcess caller) => new Client(this, caller);

    /// <summary>The product's workflows, with activities that ask.</summary>
    private WorkflowCatalog Remote()
    {
        var known = new WorkflowCatalog().AddRenderLifecycle();
        var remote = new WorkflowCatalog();
        foreach (var workflow in known.Workflows)
            remote.Add(workflow);
        foreach (var activity in known.Activities)
            remote.Add(activity with { Run = (_, context, input, _) => Ask(activity, context, input.ToArray()) });
        return remote;
    }

    private async Task<byte[]> Ask(ActivityRegistration activity, ActivityContext context, byte[] input)
    {
        var answer = await world.Coordinator.TryAsk(
            process,
            async life =>
            {
                try
                {
                    return new Answer(await activity.Run(life.Services, context, input, CancellationToken.None), null);
                }
                catch (PermanentFailureException failure)
                {
                    return new Answer(null, failure);
                }
            },
            Patience);
        return answer?.Result ?? throw answer?.Failure ?? (Exception)new StorageUnavailableException("the coordinator", "no answer");
    }

    private sealed record Answer(byte[]? Result, Exception? Failure);

    private sealed class Client(WorkflowHub hub, SimulatedProcess caller) : IWorkflows
    {
        public Task<bool> Start<TIn>(string id, string name, TIn input, CancellationToken cancellationToken = default) => Ask(() => hub.engine.Start(id, name, input));

        public Task<RaiseResult> RaiseEvent<T>(string id, string name, T payload, string eventKey, CancellationToken cancellationToken = default) =>
            Ask(() => hub.engine.RaiseEvent(id, name, payload, eventKey));

        public Task<WorkflowStatus?> GetStatus(string id, CancellationToken cancellationToken = default) => Ask(() => hub.engine.GetStatus(id));

        public Task<WorkflowStatus> WaitForCompletion(string id, CancellationToken cancellationToken = default) => Ask(() => hub.engine.WaitForCompletion(id));

        public Task<bool> Cancel(string id, string reason, CancellationToken cancellationToken = default) => Ask(() => hub.engine.Cancel(id, reason));

        public async IAsyncEnumerable<WorkflowStatus> List(WorkflowQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (var status in await Ask(async () =>
            {
                var all = new List<WorkflowStatus>();
                await foreach (var status in hub.engine.List(query))
                    all.Add(status);
                return all;
            }))
                yield return status;
        }

        private async Task<T> Ask<T>(Func<Task<T>> request)
        {
            try
            {
                return await hub.world.Network.Ask(caller, Name, () => hub.process, request, Patience);
            }
            catch (NoAnswerException none)
            {
                throw none.InnerException is TimeoutException late ? new StorageUnavailableException(Name, "no answer", late) : none.InnerException!;
            }
        }
    }
}
