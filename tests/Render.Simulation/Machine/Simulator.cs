namespace Render.Simulation.Machine;

/// <summary>
/// Runs processes under a virtual clock on one thread, in an order that the seed alone decides: at each step one of all runnable continuations
/// is drawn; where none is, time jumps to the next event. The same seed gives the same run, step by step.
/// </summary>
/// <remarks>
/// Everything in a process is a task of its <see cref="SimulatedProcess"/>, and so is every continuation of an <c>await</c> in it. The base library
/// passes some completions through the thread pool in between; the pool of this program has one thread, and a step begins only when the pool is
/// empty, so these take no part in the order.
/// </remarks>
internal sealed class Simulator(ulong seed) : IThreadPoolWorkItem
{
    private readonly PriorityQueue<SimulatedEvent, (long Due, long Order)> events = new();
    private readonly List<SimulatedProcess> processes = [];
    private readonly SeededStream order = new(seed, "order");
    private readonly TaskCompletionSource done = new();
    private Func<bool> finished = () => true;
    private long scheduled;
    private int started;

    /// <summary>The first instant: any will do, as long as it is the same.</summary>
    public static DateTimeOffset Epoch { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What the run is drawn from.</summary>
    public ulong Seed => seed;

    /// <summary>Virtual time since the start.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>Steps so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Digest of all that happened, to compare runs by.</summary>
    public Trace Trace { get; } = new();

    /// <summary>A process; it lives until it is killed.</summary>
    public SimulatedProcess Start(string name)
    {
        var process = new SimulatedProcess(this, name, ++started);
        processes.Add(process);
        return process;
    }

    /// <summary>Lets something happen at an instant, in nobody's process: what the world does.</summary>
    public SimulatedEvent At(TimeSpan due, Action happen)
    {
        var planned = new SimulatedEvent(happen);
        events.Enqueue(planned, (Math.Max(due.Ticks, Now.Ticks), scheduled++));
        return planned;
    }

    /// <summary>Lets something happen after a span.</summary>
    public SimulatedEvent After(TimeSpan span, Action happen) => At(Now + span, happen);

    /// <summary>Runs until a condition holds after a step, or nothing is left to happen. What a step throws ends the run.</summary>
    public Task Run(Func<bool> until)
    {
        finished = until;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return done.Task;
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute()
    {
        try
        {
            while (ThreadPool.PendingWorkItemCount == 0)
                if (finished() || !Step())
                {
                    done.SetResult();
                    return;
                }

            // Completions under way go first; this comes back when they are through.
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        catch (Exception error)
        {
            done.SetException(error);
        }
    }

    internal void Remove(SimulatedProcess process) => processes.Remove(process);

    private bool Step()
    {
        Steps++;
        var ready = 0;
        foreach (var process in processes)
            ready += process.Ready;
        if (ready > 0)
        {
            var drawn = order.Below(ready);
            for (var i = 0; ; i++)
            {
                if (drawn < processes[i].Ready)
                {
                    processes[i].RunOne(drawn);
                    return true;
                }

                drawn -= processes[i].Ready;
            }
        }

        while (events.TryDequeue(out var next, out var due))
        {
            if (next.IsCancelled)
                continue;
            Now = TimeSpan.FromTicks(due.Due);
            next.Happen();
            return true;
        }

        return false;
    }
}
