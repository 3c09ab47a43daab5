using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using Render.Lifecycle.Contracts;
using Render.Lifecycle.Ports;
using Render.Network.Proof;
using Render.Storage.Blobs;
using Render.Storage.Emulator;
using Render.Storage.Queues;

namespace Render.Storage.Tests.Emulator;

/// <summary>What the adapters do while the store they talk to is killed and started again, in the middle of everything.</summary>
public sealed class KilledAzuriteTests : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("render-killed-").FullName;
    private Azurite _azurite = null!;

    /// <summary>Blobs whose client goes on for as long as a busy machine may need to start the emulator.</summary>
    private AzureBlobs Blobs => Open(retries: 60);

    public async Task InitializeAsync() => _azurite = await Azurite.Start(_folder);

    public async Task DisposeAsync()
    {
        await _azurite.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Blobs_KilledWhileTheyAreWritten_EveryAcknowledgedOneStaysAndEveryCallSucceeds()
    {
        var blobs = Blobs;
        var stored = new List<(Digest Digest, int Length)>();
        using var over = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; !over.IsCancellationRequested; i++)
            {
                // One in three is sent in blocks.
                var content = Bytes(i % 3 == 0 ? 200_000 : 3_000, writer, i);
                var info = await blobs.Put(content);
                lock (stored)
                    stored.Add((info.Digest, content.Length));
            }
        })).ToArray();
        for (var round = 0; round < 3; round++)
        {
            var before = Count(stored);
            while (Count(stored) < before + 10 && !writers.Any(writer => writer.IsFaulted))
                await Task.Delay(1);
            await _azurite.Kill();
            await _azurite.Restart();
        }

        await over.CancelAsync();
        await Task.WhenAll(writers).Guarded();
        await Parallel.ForEachAsync(stored, async (blob, stop) => Assert.Equal(blob.Digest, Digest.Of(await blobs.Read(blob.Digest, blob.Length, stop))));
    }

    [Fact]
    public async Task OpenRead_KilledInTheMiddle_GoesOn()
    {
        var (blobs, content) = (Blobs, Bytes(8 << 20, 1, 1));
        var info = await blobs.Put(content);
        await using var stream = await blobs.OpenRead(info.Digest);
        var read = new byte[content.Length];
        await stream.ReadExactlyAsync(read.AsMemory(0, 1_000));
        await _azurite.Kill();
        var rest = stream.ReadExactlyAsync(read.AsMemory(1_000)).AsTask();
        await _azurite.Restart();
        await rest.Guarded();
        Assert.Equal(content, read);
    }

    [Fact]
    public async Task EveryCall_StoreStaysAway_IsToldAsUnavailableAndWorksOnceItIsBack()
    {
        var blobs = Open(retries: 0);
        var info = await blobs.Put(new byte[100]);
        await _azurite.Kill();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => blobs.Put(new byte[100]));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => blobs.OpenRead(info.Digest));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => blobs.Find(info.Digest));
        await _azurite.Restart();
        Assert.Equal(info, await blobs.Find(info.Digest));
        Assert.Equal(info, await blobs.Put(new byte[100]));
    }

    [Fact]
    public async Task WakeUps_KilledBetween_AreKept()
    {
        await using var queue = OpenQueue();
        await queue.Enqueue("claims:a", 2);
        await _azurite.Kill();
        await _azurite.Restart();
        Assert.True(await queue.Wait("claims:a", Long).Guarded());
        Assert.True(await queue.Wait("claims:a", Long).Guarded());
        Assert.False(await queue.Wait("claims:a", TimeSpan.Zero));
    }

    [Fact]
    public async Task Wait_StoreAway_TimesOutQuietlyAndIsWokenOnceItIsBack()
    {
        await using var queue = OpenQueue();
        await _azurite.Kill();
        Assert.False(await queue.Wait("claims:a", TimeSpan.FromMilliseconds(300)).Guarded());
        Assert.False(await queue.Wait("claims:a", TimeSpan.Zero).Guarded());
        var waiter = queue.Wait("claims:a", Long);
        await _azurite.Restart();
        await queue.Enqueue("claims:a");
        Assert.True(await waiter.Guarded());
    }

    [Fact]
    public async Task Enqueue_StoreAway_WakesThoseOfThisProcess()
    {
        await using var queue = OpenQueue();
        await _azurite.Kill();
        var waiters = new[] { queue.Wait("claims:a", Long), queue.Wait("claims:a", Long) };
        await queue.Enqueue("claims:a").Guarded();
        Assert.True(await waiters[0].Guarded());
        Assert.False(waiters[1].IsCompleted);
        await queue.Enqueue("claims:a").Guarded();
        Assert.True(await waiters[1].Guarded());
    }

    [Fact]
    public async Task Start_FolderIsServed_WaitsUntilItIsNot()
    {
        var second = Azurite.Start(_folder);
        var info = await Blobs.Put(new byte[1_000]);
        Assert.False(second.IsCompleted);
        await _azurite.Stop();
        await _azurite.DisposeAsync();
        _azurite = await second.Guarded();
        Assert.Equal(info, await Blobs.Find(info.Digest));
    }

    private AzureBlobs Open(int retries)
    {
        var options = StorageClients.ForBlobs(new BlobClientOptions());
        options.Retry.MaxRetries = retries;
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(500);
        return new AzureBlobs(new BlobServiceClient(_azurite.ConnectionString, options), new AzureBlobsOptions { MemoryBytes = 64 << 10 });
    }

    private AzureTaskQueue OpenQueue() => new(
        StorageClients.Queues(_azurite.ConnectionString), TimeProvider.System, NullLogger<AzureTaskQueue>.Instance,
        new AzureTaskQueueOptions { LongestPause = TimeSpan.FromMilliseconds(200) });

    private static int Count<T>(List<T> list)
    {
        lock (list)
            return list.Count;
    }

    /// <summary>Content that no other (writer, number) has.</summary>
    private static byte[] Bytes(int length, int writer, int number)
    {
        var bytes = new byte[length];
        BitConverter.TryWriteBytes(bytes, writer);
        BitConverter.TryWriteBytes(bytes.AsSpan(4), number);
        for (var i = 8; i < length; i++)
            bytes[i] = (byte)(i * 31 + writer + number);
        return bytes;
    }
}
