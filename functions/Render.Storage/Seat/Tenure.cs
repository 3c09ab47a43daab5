using Azure;
using Azure.Storage.Blobs.Specialized;

namespace Render.Storage.Seat;

/// <summary>The time during which this instance is the coordinator. It renews its lease, and takes itself for deposed before the lease can have run out.</summary>
public sealed class Tenure : IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly BlobLeaseClient _lease;
    private readonly SeatOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _fuse;
    private readonly Task _loop;
    private long _renewed;

    internal Tenure(BlobLeaseClient lease, long epoch, long asked, SeatOptions options, TimeProvider time)
    {
        (_lease, Epoch, _renewed, _options, _time) = (lease, epoch, asked, options, time);
        _fuse = time.CreateTimer(_ => Lose(), null, Positive(Remaining), Timeout.InfiniteTimeSpan);
        _loop = Task.Run(Run);
    }

    /// <summary>Which tenure of the seat this is, from 1; a later one has a higher number.</summary>
    public long Epoch { get; }

    /// <summary>Cancelled once this instance is not the coordinator any more: deposed, unable to renew in time, or disposed.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Whether this instance is the coordinator now.</summary>
    public bool IsHeld => !_lost.IsCancellationRequested && Remaining > TimeSpan.Zero;

    /// <summary>How long it is without another renewal. Measured from before the renewal was asked for, by the monotonic clock, less the margin.</summary>
    public TimeSpan Remaining => _options.Lease - _options.Margin - _time.GetElapsedTime(Volatile.Read(ref _renewed));

    /// <summary>Ends the tenure and frees the seat at once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        await _loop;
        await _fuse.DisposeAsync();
        Lose();
        await Release(_lease);
    }

    /// <summary>Frees a lease; where that fails, it runs out by itself.</summary>
    internal static async Task Release(BlobLeaseClient lease)
    {
        using var patience = new CancellationTokenSource(Farewell);
        try
        {
            await lease.ReleaseAsync(cancellationToken: patience.Token);
        }
        catch (Exception error) when (error is RequestFailedException or OperationCanceledException or AggregateException)
        {
            // Lost already, or out of reach.
        }
    }

    private async Task Run()
    {
        var wait = _options.RenewEvery;
        try
        {
            while (true)
            {
                await Task.Delay(wait, _time, _stop.Token);
                if (!IsHeld)
                    break;
                wait = await Renew() ? _options.RenewEvery : _options.TryEvery;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
        catch (RequestFailedException)
        {
            // The lease is another's, broken or gone.
            Lose();
        }
    }

    /// <summary>Renews the lease; false where the service did not answer.</summary>
    /// <exception cref="RequestFailedException">The lease is lost.</exception>
    private async Task<bool> Renew()
    {
        var asked = _time.GetTimestamp();
        using var patience = new CancellationTokenSource(Positive(Remaining), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stop.Token);
        try
        {
            await _lease.RenewAsync(cancellationToken: either.Token);
        }
        catch (Exception error) when (!_stop.IsCancellationRequested && !IsLoss(error))
        {
            return false;
        }

        Volatile.Write(ref _renewed, asked);
        // An answer that came too late does not give back what was given up.
        _fuse.Change(Positive(Remaining), Timeout.InfiniteTimeSpan);
        return true;
    }

    private static bool IsLoss(Exception error) => error is RequestFailedException { Status: 404 or 409 or 412 };

    private void Lose()
    {
        // Not awaited: what hears of it may be what disposes this.
        if (!_lost.IsCancellationRequested)
            _ = _lost.CancelAsync();
    }

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.FromTicks(1);
}
