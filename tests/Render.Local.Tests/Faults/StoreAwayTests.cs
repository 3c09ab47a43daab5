using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle.Contracts;
using Render.Lifecycle.Ports;
using Render.Local.Tests.Faults.Support;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.TestScenes;

namespace Render.Local.Tests.Faults;

/// <summary>Blobs are in a store that does not answer for a while.</summary>
public sealed class StoreAwayTests
{
    [Fact]
    public async Task StoreAway_WhileAJobRuns_IsToldAndEndsWithTheOutage()
    {
        var store = new DistantBlobs();
        await using var network = await FaultNetwork.Start(services => services.AddSingleton<IBlobs>(store));
        var node = await network.Join("op-a");
        var job = await network.Submit(frames: 2);
        var work = await node.Next(WorkKind.Render);
        var result = await node.Render(work);

        store.Away = true;
        var upload = await Refusals.Of(network.Store(SampleScenes.LitCube()));
        var stored = await Refusals.Of(node.Upload(result));
        var receipt = await Refusals.Of(node.Submit(node.Sign(work, node.ReceiptOf(work, result))));

        Assert.All([upload, stored, receipt], problem => Assert.Equal(("storage-unavailable", 503), (problem.Code, problem.Status)));
        Assert.Equal(JobState.Rendering, (await network.Job(job)).State);
        store.Away = false;
        await node.Deliver(work);
        await network.Settle(job, node);
    }

    [Fact]
    public async Task StoreAway_AfterTheReceipt_OnlyPutsOffTheVerdict()
    {
        var store = new DistantBlobs();
        await using var network = await FaultNetwork.Start(services => services.AddSingleton<IBlobs>(store));
        var node = await network.Join("op-a");
        var job = await network.Submit();
        var receipt = await node.Prepare(await node.Next(WorkKind.Render));

        store.AwayAfter(reads: 3);
        await node.Submit(receipt);
        await network.Until(() => Task.FromResult(store.Missed > 3));
        Assert.NotEqual(JobState.Settled, (await network.Job(job)).State);
        store.Away = false;
        network.ForgiveErrors(nameof(StorageUnavailableException));

        await network.Settle(job, node);
    }

    private sealed class DistantBlobs : IBlobs
    {
        private readonly InMemoryBlobs _inner = new();
        private int _left;
        private int _missed;

        public bool Away
        {
            get => Volatile.Read(ref _left) <= 0;
            set => Volatile.Write(ref _left, value ? 0 : int.MaxValue);
        }

        public int Missed => Volatile.Read(ref _missed);

        public DistantBlobs() => Away = false;

        /// <summary>Goes away after so many more calls.</summary>
        public void AwayAfter(int reads) => Volatile.Write(ref _left, reads);

        public Task<BlobInfo> Put(Stream content, Digest? expected = null, CancellationToken cancellationToken = default) => Reach().Put(content, expected, cancellationToken);

        public Task<Stream> OpenRead(Digest digest, CancellationToken cancellationToken = default) => Reach().OpenRead(digest, cancellationToken);

        public Task<BlobInfo?> Find(Digest digest, CancellationToken cancellationToken = default) => Reach().Find(digest, cancellationToken);

        public Task<bool> Exists(Digest digest, CancellationToken cancellationToken = default) => Reach().Exists(digest, cancellationToken);

        public Task<bool> Delete(Digest digest, CancellationToken cancellationToken = default) => Reach().Delete(digest, cancellationToken);

        private InMemoryBlobs Reach()
        {
            if (Interlocked.Decrement(ref _left) >= 0)
                return _inner;
            Interlocked.Increment(ref _missed);
            throw new StorageUnavailableException("store.test/blobs", "no connection");
        }
    }
}
