using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Render.Functions.Settings;
using Render.Storage.Seat;

namespace Render.Functions.Coordination;

/// <summary>
/// Strives for the coordinator's seat and keeps a term while it is held. Only a process that serves HTTP begins to: the platform keeps functions of other triggers in
/// instances that no node could reach.
/// </summary>
internal sealed class CoordinatorKeeper(StorageSettings storage, RenderSettings settings, TermServices services, TimeProvider time, ILogger<CoordinatorKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private TaskCompletionSource<CoordinatorTerm> current = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The running term; null where this process does not hold the seat, nor comes to within <paramref name="patience"/>.</summary>
    public async Task<CoordinatorTerm?> Term(TimeSpan patience, CancellationToken cancellationToken)
    {
        asked.TrySetResult();
        Task<CoordinatorTerm> coming;
        lock (gate)
            coming = current.Task;
        try
        {
            var term = await coming.WaitAsync(patience, time, cancellationToken);
            return term.Over.IsCancellationRequested ? null : term;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await asked.Task.WaitAsync(stoppingToken);
        var container = storage.Blobs().GetBlobContainerClient(CoordinatorSeat.ContainerName);
        var seat = new CoordinatorSeat(container, time, Seat(TimeSpan.FromSeconds(settings.SeatSeconds)));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await container.CreateIfNotExistsAsync(cancellationToken: stoppingToken);
                await Hold(seat, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.TermFailed(e);
                await Task.Delay(Breath, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Hold(CoordinatorSeat seat, CancellationToken stop)
    {
        var tenure = await seat.Take(stop);
        log.SeatTaken(tenure.Epoch);
        await using var term = await CoordinatorTerm.Begin(tenure, services, stop);
        log.TermBegun(term.Epoch);
        try
        {
            lock (gate)
                current.TrySetResult(term);
            await term.Ended().WaitAsync(stop);
        }
        finally
        {
            lock (gate)
                current = new TaskCompletionSource<CoordinatorTerm>(TaskCreationOptions.RunContinuationsAsynchronously);
            log.TermEnded(term.Epoch);
        }
    }

    /// <summary>Two renewals may fail before the lease can run out.</summary>
    private static SeatOptions Seat(TimeSpan lease) => new() { Lease = lease, RenewEvery = lease / 5, Margin = lease / 5, TryEvery = Breath };
}
