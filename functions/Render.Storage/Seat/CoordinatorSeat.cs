using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Render.Lifecycle;

namespace Render.Storage.Seat;

/// <summary>Which of several instances is the coordinator: whoever holds the lease on one blob. The blob counts the tenures.</summary>
/// <remarks>
/// The seat spares work, it does not guard it: a holder that was frozen may wake up deposed and go on for a moment. What it must not spoil is guarded where it stands: the
/// ledger's append is conditional on its place and refuses an earlier epoch, documents are written against their versions.
/// </remarks>
public sealed class CoordinatorSeat
{
    /// <summary>The container's name in every deployment.</summary>
    public const string ContainerName = "coordinator";

    private readonly BlobContainerClient _container;
    private readonly BlobClient _blob;
    private readonly SeatOptions _options;
    private readonly TimeProvider _time;

    /// <summary>A seat.</summary>
    /// <param name="container">Holds the blob; created where it is missing.</param>
    /// <param name="time">Measures the lease, by its timestamps.</param>
    /// <param name="options">How it is held; null for the defaults.</param>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public CoordinatorSeat(BlobContainerClient container, TimeProvider time, SeatOptions? options = null)
    {
        _options = options ?? new SeatOptions();
        _options.Check();
        (_container, _blob, _time) = (container, container.GetBlobClient("seat"), time);
    }

    /// <summary>Waits until the seat is free, and takes it.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The tenure; disposing it frees the seat.</returns>
    public async Task<Tenure> Take(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (await TryTake(cancellationToken) is { } tenure)
                return tenure;
            await Task.Delay(_options.TryEvery, _time, cancellationToken);
        }
    }

    /// <summary>Takes the seat; null where another holds it.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Tenure?> TryTake(CancellationToken cancellationToken = default)
    {
        await CreateIfMissing(cancellationToken);
        // An id of ours: asked for again after a lost answer, the lease is given again.
        var lease = _blob.GetBlobLeaseClient(Guid.NewGuid().ToString());
        var asked = _time.GetTimestamp();
        try
        {
            await lease.AcquireAsync(_options.Lease, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException error) when (error.ErrorCode == BlobErrorCode.LeaseAlreadyPresent)
        {
            return null;
        }

        try
        {
            var record = new SeatRecord((await Read(cancellationToken))!.Epoch + 1, _options.Holder, _time.GetUtcNow());
            await _blob.UploadAsync(
                new BinaryData(LifecycleJson.Write(record)), new BlobUploadOptions { Conditions = new BlobRequestConditions { LeaseId = lease.LeaseId } }, cancellationToken);
            return new Tenure(lease, record.Epoch, asked, _options, _time);
        }
        catch
        {
            await Tenure.Release(lease);
            throw;
        }
    }

    /// <summary>Who took the seat last; null before anybody did.</summary>
    public async Task<SeatRecord?> Read(CancellationToken cancellationToken = default)
    {
        try
        {
            return LifecycleJson.Read<SeatRecord>((await _blob.DownloadContentAsync(cancellationToken)).Value.Content);
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            return null;
        }
    }

    private async Task CreateIfMissing(CancellationToken cancellationToken)
    {
        if (await Read(cancellationToken) is not null)
            return;
        await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        try
        {
            var nobody = new BinaryData(LifecycleJson.Write(new SeatRecord(0, "", _time.GetUtcNow())));
            await _blob.UploadAsync(nobody, new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, cancellationToken);
        }
        catch (RequestFailedException error) when (error.ErrorCode == BlobErrorCode.BlobAlreadyExists || error.ErrorCode == BlobErrorCode.LeaseIdMissing)
        {
            // Another instance was first.
        }
    }
}
