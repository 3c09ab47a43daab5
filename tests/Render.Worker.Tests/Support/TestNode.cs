using System.Threading.Channels;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Agent;
using Render.Worker.Choosing;
using Render.Worker.Machine;

namespace Render.Worker.Tests.Support;

/// <summary>A node that runs against a scripted coordinator. Disposing it is a kill: nothing is said, nothing is given back.</summary>
internal sealed class TestNode : INodeObserver, IAsyncDisposable
{
    private readonly Channel<NodeEvent> events = Channel.CreateUnbounded<NodeEvent>();
    private readonly CancellationTokenSource leave = new();
    private readonly NodeAgent agent;
    private readonly ScriptedCoordinator coordinator;

    public TestNode(ScriptedCoordinator coordinator, string home, ScriptedEngine engine, TimeProvider? clock = null, TimeSpan? idle = null)
        : this(coordinator, home, new NodeParts { Clock = clock ?? TimeProvider.System, Engine = _ => engine }, idle)
    {
    }

    public TestNode(ScriptedCoordinator coordinator, string home, NodeParts parts, TimeSpan? idle = null, ChoiceWish? choose = null)
    {
        this.coordinator = coordinator;
        var options = new NodeOptions
        {
            Coordinator = new Uri("http://coordinator.test"),
            Home = home,
            Operator = OperatorId.Parse("op-a"),
            Threads = 1,
            MemoryBytes = 1L << 30,
            Idle = idle,
            Choose = choose,
        };
        agent = new NodeAgent(options, this, parts with { Http = coordinator, Benchmark = new NoBenchmark() });
        Run = agent.RunAsync(leave.Token);
    }

    public Task<NodeExit> Run { get; }

    public void On(NodeEvent happened) => events.Writer.TryWrite(happened);

    public void Drain() => agent.Drain();

    public Task<NodeExit> Leave()
    {
        leave.Cancel();
        return Run;
    }

    /// <summary>The next event of a kind; fails when the run ends first.</summary>
    public async Task<T> Next<T>()
        where T : NodeEvent
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var happened = await events.Reader.ReadAsync(limit.Token);
            if (happened is T wanted)
                return wanted;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // What the coordinator hears while the process dies is nothing.
        var wasDown = coordinator.Down;
        coordinator.Down = true;
        await leave.CancelAsync();
        await ((Task)Run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        coordinator.Down = wasDown;
        leave.Dispose();
    }

    private sealed class NoBenchmark : IBenchmark
    {
        public Task<BenchmarkResult> Measure(int threads, CancellationToken cancellationToken) =>
            Task.FromResult(new BenchmarkResult(1_000_000, 1, 0, threads, Digest.Of("benchmark"u8)));
    }
}
