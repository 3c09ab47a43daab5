using System.Runtime.InteropServices;

namespace Render.Local.Host;

/// <summary>Ctrl-C and the system's request to end: the first asks to stop in order, the second to leave at once, the third ends the process.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _leave = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private int _count;

    /// <summary>Listens to this process' signals.</summary>
    public Interrupts()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
            _signals.Add(PosixSignalRegistration.Create(signal, context =>
            {
                // What is not cancelled here ends the process, as it would without us.
                context.Cancel = Interrupt($"{context.Signal}");
            }));
    }

    /// <summary>Stop in order: finish what is at hand.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Leave at once.</summary>
    public CancellationToken Leave => _leave.Token;

    /// <summary>Why the process was first asked to stop; empty before.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>One more request to end.</summary>
    /// <param name="reason">Where it comes from.</param>
    /// <returns>Whether it is being heeded.</returns>
    public bool Interrupt(string reason)
    {
        if (Reason.Length == 0)
            Reason = reason;
        var count = Interlocked.Increment(ref _count);
        // Callbacks run on the thread pool: a handler must not wait for them.
        _ = count switch
        {
            1 => _stop.CancelAsync(),
            2 => _leave.CancelAsync(),
            _ => Task.CompletedTask,
        };
        return count <= 2;
    }

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _stop.Dispose();
        _leave.Dispose();
    }
}
