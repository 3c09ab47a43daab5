using System.IO.Compression;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Ingest.Uploads;

/// <summary>A scene in a .zip, with the picture that lights it where there is one. Unpacked in memory under the limits: each entry is cut off at what its directory entry promised.</summary>
internal static class ZipUpload
{
    // Textures and buffers pack by less than ten; a thousand is a bomb.
    private const int MostRatio = 1000;
    private const int RatioFreeBytes = 1 << 20;

    /// <summary>True when the bytes start like a .zip with content.</summary>
    public static bool Is(ReadOnlySpan<byte> content) => content.StartsWith("PK\u0003\u0004"u8) || content.StartsWith("PK\u0005\u0006"u8);

    /// <summary>Unpacks an archive.</summary>
    public static SceneUpload Open(ReadOnlyMemory<byte> content, SceneLimits limits)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content.ToArray(), writable: false), ZipArchiveMode.Read);
            if (archive.Entries.Count > limits.Files)
                throw new SceneException(SceneErrorCodes.LimitExceeded, $"The archive has more than {limits.Files} files.", "Remove what the scene does not use.");
            var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
            long total = 0;
            foreach (var entry in archive.Entries)
            {
                if (entry.FullName.EndsWith('/'))
                    continue;
                var path = PackagePath.Require(entry.FullName.Replace('\\', '/'));
                total += entry.Length;
                PackagePath.RequireSize(path, entry.Length, limits.FileBytes);
                PackagePath.RequireSize("The archive, unpacked,", total, limits.TotalBytes);
                if (entry.Length > RatioFreeBytes && entry.Length / MostRatio > Math.Min(entry.CompressedLength, content.Length))
                    throw Broken($"'{PackagePath.Shorten(path)}' unpacks to more than {MostRatio} times its size", null);
                if (!files.TryAdd(path, Read(entry)))
                    throw Broken($"it holds '{PackagePath.Shorten(path)}' twice", null);
            }

            return new(new MemoryPackageFiles(files), Entry(files.Keys), Environment(files.Keys));
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or IOException or NotSupportedException)
        {
            throw Broken("it cannot be unpacked", fault);
        }
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var bytes = new byte[entry.Length];
        stream.ReadExactly(bytes);
        return stream.ReadByte() < 0 ? bytes : throw Broken("an entry is longer than the archive says", null);
    }

    private static string Entry(IEnumerable<string> paths)
    {
        var scenes = paths.Where(path => Extension(path) is ".GLB" or ".GLTF").ToArray();
        return scenes.Length == 1
            ? scenes[0]
            : throw new SceneException(
                SceneErrorCodes.ArchiveInvalid,
                scenes.Length == 0 ? "The archive holds no .glb or .gltf." : $"The archive holds {scenes.Length} scenes.",
                "Pack exactly one .glb or .gltf with its files.");
    }

    private static string? Environment(IEnumerable<string> paths)
    {
        var pictures = paths.Where(IsPicture).ToArray();
        return pictures.Length <= 1
            ? pictures.FirstOrDefault()
            : throw new SceneException(
                SceneErrorCodes.ArchiveInvalid, $"The archive holds {pictures.Length} .hdr pictures, and a scene is lit by one.", "Pack only the one that is to light the scene.");
    }

    /// <summary>Whether an entry is a picture that lights the scene.</summary>
    public static bool IsPicture(string path) => Extension(path) is ".HDR";

    /// <summary>An entry's ending in capitals; empty for what macOS packs beside each file, under the same name.</summary>
    private static string Extension(string path) => path.StartsWith("__MACOSX/", StringComparison.Ordinal) ? "" : Path.GetExtension(path).ToUpperInvariant();

    /// <summary>The fault of an archive that cannot be used.</summary>
    /// <param name="what">What is wrong with it.</param>
    /// <param name="cause">How that was found; null: looked at.</param>
    public static SceneException Broken(string what, Exception? cause) =>
        new(SceneErrorCodes.ArchiveInvalid, $"The archive is refused: {what}.", "Pack the scene again as a plain .zip.", cause);
}
