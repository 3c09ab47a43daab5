using Render.Network.Proof;
using Render.Worker.Cache;
using Render.Worker.Client;

namespace Render.Worker.Tests.Support;

/// <summary>Blobs in memory, with faults on demand.</summary>
internal sealed class MemorySource : IBlobSource
{
    private readonly Dictionary<Digest, byte[]> blobs = [];

    public int Fetches { get; private set; }

    /// <summary>How often the next fetches break off after half of what is missing.</summary>
    public int Breaks { get; set; }

    public List<long> Offsets { get; } = [];

    public Digest Add(byte[] content)
    {
        var digest = Digest.Of(content);
        blobs[digest] = content;
        return digest;
    }

    public void Replace(Digest digest, byte[] content) => blobs[digest] = content;

    public async Task GetBlob(Digest digest, Stream destination, long maxBytes, CancellationToken cancellationToken)
    {
        Fetches++;
        Offsets.Add(destination.Length);
        var content = blobs[digest];
        if (content.Length > maxBytes)
            throw new InvalidDataException("too long");
        var missing = content.AsMemory((int)destination.Length);
        if (Breaks > 0)
        {
            Breaks--;
            await destination.WriteAsync(missing[..(missing.Length / 2)], cancellationToken);
            throw new CoordinatorUnreachableException("broken") { RetryAfter = TimeSpan.Zero };
        }

        await destination.WriteAsync(missing, cancellationToken);
    }
}
