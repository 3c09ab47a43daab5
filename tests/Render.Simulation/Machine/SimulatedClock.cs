namespace Render.Simulation.Machine;

/// <summary>A process's clock: its date may be off and may jump, its timers follow the virtual time and die with the process.</summary>
internal sealed class SimulatedClock(Simulator simulator, SimulatedProcess process) : TimeProvider
{
    /// <summary>How far the date is off.</summary>
    public TimeSpan Skew { get; set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Simulator.Epoch + simulator.Now + Skew;

    /// <inheritdoc/>
    public override long GetTimestamp() => simulator.Now.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(simulator, process, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(Simulator simulator, SimulatedProcess process, TimerCallback callback, object? state) : ITimer
    {
        private SimulatedEvent? next;
        private bool disposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            next?.Cancel();
            next = null;
            if (disposed)
                return false;
            if (dueTime != Timeout.InfiniteTimeSpan)
                next = simulator.After(dueTime, () => Fire(period));
            return true;
        }

        public void Dispose()
        {
            disposed = true;
            next?.Cancel();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire(TimeSpan period)
        {
            if (!process.IsAlive)
                return;
            next = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? null : simulator.After(period, () => Fire(period));
            process.Start(() =>
            {
                if (!disposed)
                    callback(state);
                return Task.CompletedTask;
            });
        }
    }
}
