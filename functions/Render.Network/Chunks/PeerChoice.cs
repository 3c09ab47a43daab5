using Render.Network.Proof;

namespace Render.Network.Chunks;

/// <summary>Which of a file's holders a reader is sent to.</summary>
public static class PeerChoice
{
    /// <summary>Holders named to one reader: 4, enough to fill a line and to lose some.</summary>
    public const int Most = 4;

    /// <summary>
    /// At most <see cref="Most"/> holders, by rendezvous (Thaler and Ravishankar, 1998): those with the least SHA-256(tag ‖ reader ‖ file ‖ holder).
    /// So readers spread over holders evenly, and one asking again is sent to the same.
    /// </summary>
    public static IReadOnlyList<Digest> For(Digest reader, Digest file, IEnumerable<Digest> holders) =>
        [.. holders.Where(holder => holder != reader).Distinct().OrderBy(holder => Rank(reader, file, holder)).Take(Most)];

    private static Digest Rank(Digest reader, Digest file, Digest holder)
    {
        Span<byte> bytes = stackalloc byte[DomainTags.Size + 3 * Digest.Size];
        var writer = new FixedWriter(bytes);
        writer.Bytes(DomainTags.DrawPeers);
        writer.Digest(reader);
        writer.Digest(file);
        writer.Digest(holder);
        return Digest.Of(bytes);
    }
}
