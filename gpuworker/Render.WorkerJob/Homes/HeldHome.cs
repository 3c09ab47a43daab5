namespace Render.WorkerJob.Homes;

/// <summary>A home that this process holds: the folder of one node's key and work.</summary>
internal sealed class HeldHome : IAsyncDisposable
{
    private readonly HomeLock held;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Task beating;
    private HolderNote note;

    /// <summary>Holds a home whose note is written.</summary>
    public HeldHome(string folder, int number, HomeLock held, HolderNote note, TimeProvider clock)
    {
        (Folder, Number, this.held, this.note, this.clock) = (folder, number, held, note, clock);
        beating = Beat();
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Its number among the homes, from 1.</summary>
    public int Number { get; }

    /// <summary>Cancelled when the home is, or may be, somebody else's: the node must not go on with this key.</summary>
    public CancellationToken Lost => lost.Token;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await beating;
        try
        {
            if (!lost.IsCancellationRequested)
                note.TryRemove(Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It goes stale by itself.
        }

        held.Dispose();
        lost.Dispose();
        stop.Dispose();
    }

    private async Task Beat()
    {
        // A timer, and not a delay after each beat: a tick that comes while a beat is written is not missed.
        using var timer = new PeriodicTimer(HomeTimes.Beat, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
                if (!await Renew())
                {
                    await lost.CancelAsync();
                    return;
                }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The home is given back.
        }
    }

    /// <summary>Renews the note; false where the home is no longer surely ours.</summary>
    private async Task<bool> Renew()
    {
        // By the wall clock, as others judge it: it goes on while this process or its machine is suspended.
        var now = clock.GetUtcNow();
        if (now - note.At > HomeTimes.Resign)
            return false;
        try
        {
            if (HolderNote.Read(Folder, now) is { } found && found.Holder != note.Holder)
                return false;
            var next = note with { At = now };
            // A share that hangs must not keep the node from resigning.
            await Task.Run(() => next.Replace(Folder)).WaitAsync(HomeTimes.Resign - (now - note.At), clock);
            note = next;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The share may be back in time.
        }
        catch (TimeoutException)
        {
            return false;
        }

        return true;
    }
}
