using System.Security.Cryptography;

namespace Render.Tracing.Packages;

/// <summary>What a scene package consists of. The SHA-256 of its <see cref="Encode">encoding</see> is the package's digest.</summary>
/// <remarks>
/// Encoding, version 1, integers big-endian, texts as u16 length and ASCII:
/// <list type="number">
/// <item>the tag <c>render.pack.v1</c>, padded with zeros to 16 bytes;</item>
/// <item>the entry's path; the environment's path, or the empty text;</item>
/// <item>u32 count of files; for each, in ordinal order of its path: path, u64 length, 32 bytes of SHA-256.</item>
/// </list>
/// </remarks>
/// <param name="Entry">The path of the scene's glTF JSON.</param>
/// <param name="Environment">The path of its environment map (Radiance .hdr), or null.</param>
/// <param name="Files">All files, in ordinal order of their paths, each path once.</param>
public sealed record PackageManifest(string Entry, string? Environment, IReadOnlyList<PackageFile> Files)
{
    /// <summary>Bytes of all files.</summary>
    public long TotalBytes => Files.Sum(file => file.Length);

    /// <summary>A manifest of these files, put into order.</summary>
    public static PackageManifest Of(string entry, string? environment, IEnumerable<PackageFile> files) =>
        new(entry, environment, [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)]);

    /// <summary>The canonical bytes.</summary>
    public byte[] Encode() => PackageManifestEncoding.Write(this);

    /// <summary>Reads canonical bytes.</summary>
    /// <param name="bytes">As <see cref="Encode"/> writes them; untrusted.</param>
    /// <exception cref="Scenes.SceneException"><see cref="Scenes.SceneErrorCodes.PackageInvalid"/>: anything but a canonical encoding.</exception>
    public static PackageManifest Decode(ReadOnlySpan<byte> bytes) => PackageManifestEncoding.Read(bytes);

    /// <summary>The package's digest: SHA-256 of the canonical bytes, 32 bytes.</summary>
    public byte[] Digest() => SHA256.HashData(Encode());
}
