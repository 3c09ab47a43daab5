namespace Render.Simulation.Machine;

/// <summary>A process: the continuations that are ready to run in it, and what dies with it. Killing it is possible between any two of them.</summary>
internal sealed class SimulatedProcess : TaskScheduler
{
    private readonly Simulator simulator;
    private readonly List<Task> ready = [];
    private readonly TaskFactory factory;
    private TaskCompletionSource thawed = new();

    internal SimulatedProcess(Simulator simulator, string name, int number)
    {
        (this.simulator, Name, Number) = (simulator, name, number);
        Clock = new SimulatedClock(simulator, this);
        factory = new TaskFactory(CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskContinuationOptions.None, this);
    }

    /// <summary>Who it is, for people.</summary>
    public string Name { get; }

    /// <summary>Its clock.</summary>
    public SimulatedClock Clock { get; }

    /// <summary>Whether it runs.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>Called once when it dies.</summary>
    public Action? Died { get; set; }

    /// <summary>Called with what a task of <see cref="Start"/> threw while the process lived.</summary>
    public Action<Exception>? Failed { get; set; }

    /// <summary>Whether it lives and does not run: what it would do waits.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>Which process this is; no two of a run are alike.</summary>
    public int Number { get; }

    internal int Ready => IsFrozen ? 0 : ready.Count;

    /// <summary>Begins an asynchronous task in the process; does nothing where it is dead.</summary>
    public void Start(Func<Task> main) => factory.StartNew(async () =>
    {
        try
        {
            await main();
        }
        catch (Exception error) when (IsAlive && Failed is { } failed)
        {
            failed(error);
        }
    });

    /// <summary>Ends the process at once: what it was about to do never happens.</summary>
    public void Kill()
    {
        if (!IsAlive)
            return;
        IsAlive = false;
        ready.Clear();
        simulator.Remove(this);
        Died?.Invoke();
    }

    /// <summary>Stops it where it is.</summary>
    public void Freeze() => IsFrozen = true;

    /// <summary>Lets it go on.</summary>
    public void Thaw()
    {
        IsFrozen = false;
        thawed.TrySetResult();
        thawed = new TaskCompletionSource();
    }

    /// <summary>Completes once it runs; never where it is dead. For what the base library runs outside of it.</summary>
    public async Task Running()
    {
        while (!IsAlive || IsFrozen)
            await thawed.Task;
    }

    internal void RunOne(int index)
    {
        var task = ready[index];
        ready[index] = ready[^1];
        ready.RemoveAt(ready.Count - 1);
        TryExecuteTask(task);
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        if (IsAlive)
            ready.Add(task);
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => ready;
}
