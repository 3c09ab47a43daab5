using Render.Network.Chunks;
using Render.Network.Proof;

namespace Render.Worker.Cache;

/// <summary>Chunks of a file that other files of the cache have too. Each kept file of several chunks has its list beside it; nothing else is remembered.</summary>
internal sealed class LocalChunks
{
    private const string Extension = ".chunks";
    private readonly Dictionary<Digest, (string Path, Chunk Chunk)> places = [];

    /// <summary>Looks through the lists of a cache.</summary>
    /// <param name="folder">The cache's folder.</param>
    /// <param name="wanted">The file to put together.</param>
    public LocalChunks(string folder, ChunkList wanted)
    {
        var digests = wanted.Chunks.Select(chunk => chunk.Digest).ToHashSet();
        foreach (var list in Directory.EnumerateDirectories(folder, "??").SelectMany(inner => Directory.EnumerateFiles(inner, "*" + Extension)))
            foreach (var chunk in Read(list).Where(chunk => digests.Contains(chunk.Digest)))
                places.TryAdd(chunk.Digest, (list[..^Extension.Length], chunk));
    }

    /// <summary>Where the list of a kept file is.</summary>
    public static string ListOf(string path) => path + Extension;

    /// <summary>The chunk's bytes, verified; null where they are not here any more.</summary>
    public byte[]? Get(Digest digest)
    {
        if (!places.TryGetValue(digest, out var place))
            return null;
        try
        {
            using var file = File.OpenHandle(place.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            var bytes = new byte[place.Chunk.Length];
            return RandomAccess.Read(file, bytes, place.Chunk.Offset) == bytes.Length && Digest.Of(bytes) == digest ? bytes : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Evicted meanwhile, perhaps by another process.
            return null;
        }
    }

    private static IReadOnlyList<Chunk> Read(string path)
    {
        try
        {
            return ChunkList.Decode(File.ReadAllBytes(path), long.MaxValue).Chunks;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ChunkListException)
        {
            // Evicted or damaged: its file's chunks are fetched again, if anybody wants them.
            return [];
        }
    }
}
