using Render.Network.Proof;

namespace Render.Scheduling.Simulation.Engine;

/// <summary>The packages that a node has on its disk: those used last, as many as fit.</summary>
/// <param name="bytesPerSecond">How fast it fetches.</param>
internal sealed class PackageCache(long bytesPerSecond)
{
    /// <summary>What a node keeps, bytes.</summary>
    private const long Room = 20L << 30;

    private readonly LinkedList<(Digest Package, long Bytes)> used = new();
    private long bytes;

    /// <summary>How fast it fetches, bytes a second.</summary>
    public long BytesPerSecond { get; } = bytesPerSecond;

    /// <summary>The packages, those used last first.</summary>
    public IEnumerable<Digest> All => used.Select(held => held.Package);

    /// <summary>Uses a package.</summary>
    /// <returns>Bytes that had to be fetched; 0: it was here.</returns>
    public long Use(Digest package, long size)
    {
        for (var place = used.First; place is not null; place = place.Next)
            if (place.Value.Package == package)
            {
                used.Remove(place);
                used.AddFirst(place);
                return 0;
            }

        used.AddFirst((package, size));
        bytes += size;
        while (bytes > Room && used.Last is { Value.Bytes: var least } && used.Count > 1)
        {
            bytes -= least;
            used.RemoveLast();
        }

        return size;
    }
}
