using Render.Lifecycle.Ports;
using Render.Network.Proof;
using Render.Simulation.Machine;

namespace Render.Simulation.Disk;

/// <summary>A coordinator's blob store, which outlives its process: a blob is there whole or not at all, as <see cref="IBlobs"/> demands.</summary>
internal sealed class SimulatedBlobs(SeededStream random)
{
    private readonly Dictionary<Digest, byte[]> blobs = [];
    private readonly SeededStream random = random;

    /// <summary>Probability that storing a blob fails.</summary>
    public double Faults { get; set; }

    /// <summary>Whether there is no room.</summary>
    public bool IsFull { get; set; }

    /// <summary>The store as a process sees it.</summary>
    public IBlobs For(SimulatedProcess process) => new Client(this, process);

    private sealed class Client(SimulatedBlobs store, SimulatedProcess process) : IBlobs
    {
        public async Task<BlobInfo> Put(Stream content, Digest? expected = null, CancellationToken cancellationToken = default)
        {
            using var buffer = new MemoryStream();
            content.CopyTo(buffer);
            var bytes = buffer.ToArray();
            var digest = Digest.Of(bytes);
            if (expected is { } wanted && wanted != digest)
                throw new BlobMismatchException(wanted, digest);
            // A process that dies meanwhile has stored it or not; after this it is there.
            await Task.Delay(store.random.Spread(TimeSpan.FromMilliseconds(0.1), TimeSpan.FromMilliseconds(20)), process.Clock, cancellationToken);
            if (store.IsFull)
                throw new StorageFullException("/blobs", bytes.Length, 0, new IOException("No space left on device."));
            if (store.random.Chance(store.Faults))
                throw new SimulatedFaultException("The disk failed.");
            store.blobs[digest] = bytes;
            return new BlobInfo(digest, bytes.Length);
        }

        public Task<Stream> OpenRead(Digest digest, CancellationToken cancellationToken = default) => store.blobs.TryGetValue(digest, out var bytes)
            ? Task.FromResult<Stream>(new MemoryStream(bytes, writable: false))
            : throw new BlobNotFoundException(digest);

        public Task<BlobInfo?> Find(Digest digest, CancellationToken cancellationToken = default) =>
            Task.FromResult(store.blobs.TryGetValue(digest, out var bytes) ? new BlobInfo(digest, bytes.Length) : (BlobInfo?)null);

        public Task<bool> Exists(Digest digest, CancellationToken cancellationToken = default) => Task.FromResult(store.blobs.ContainsKey(digest));

        public Task<bool> Delete(Digest digest, CancellationToken cancellationToken = default) => Task.FromResult(store.blobs.Remove(digest));
    }
}
