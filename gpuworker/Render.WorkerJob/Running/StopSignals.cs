using System.Runtime.InteropServices;

namespace Render.WorkerJob.Running;

/// <summary>Ctrl-C and the platform's request to end: the first asks to finish what is at hand, the second to leave at once, the third ends the process.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource leave = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private int count;

    /// <summary>Listens to this process' signals.</summary>
    public StopSignals()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
            registrations.Add(PosixSignalRegistration.Create(signal, context => context.Cancel = Signal()));
    }

    /// <summary>Finish what is at hand.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>Leave at once.</summary>
    public CancellationToken Leave => leave.Token;

    /// <summary>One more request to end.</summary>
    /// <returns>Whether it is heeded in order; else the system ends the process.</returns>
    public bool Signal()
    {
        var number = Interlocked.Increment(ref count);
        // Callbacks run on the thread pool: a handler must not wait for them.
        _ = number switch
        {
            1 => stop.CancelAsync(),
            2 => leave.CancelAsync(),
            _ => Task.CompletedTask,
        };
        return number <= 2;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        stop.Dispose();
        leave.Dispose();
    }
}
