namespace Render.Network.Chunks;

/// <summary>The sizes of chunks in bytes: part of the format, since both ends must cut alike to find what they share.</summary>
public static class ChunkSizes
{
    /// <summary>No chunk but a file's last is smaller: 64 KiB.</summary>
    public const int Smallest = 64 << 10;

    /// <summary>About which size chunks are: 256 KiB. A 1 % edit of 200 MB then costs a chunk or two beside it, and a chunk's own request is little beside its bytes.</summary>
    public const int Normal = 256 << 10;

    /// <summary>No chunk is larger: 1 MiB, which IPFS takes as one block. A file of at most this size is one chunk.</summary>
    public const int Largest = 1 << 20;
}
