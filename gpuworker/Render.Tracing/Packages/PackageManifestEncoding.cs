using System.Buffers.Binary;
using System.Text;
using Render.Tracing.Scenes;

namespace Render.Tracing.Packages;

/// <summary>Version 1 of the manifest's encoding; see <see cref="PackageManifest"/>.</summary>
internal static class PackageManifestEncoding
{
    private const int MostFiles = 1_000_000;
    private const int DigestBytes = 32;

    private static ReadOnlySpan<byte> Tag => "render.pack.v1\0\0"u8;

    /// <summary>Writes a manifest.</summary>
    public static byte[] Write(PackageManifest manifest)
    {
        using var output = new MemoryStream();
        output.Write(Tag);
        WriteText(output, manifest.Entry);
        WriteText(output, manifest.Environment ?? "");
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(number, manifest.Files.Count);
        output.Write(number[..4]);
        foreach (var file in manifest.Files)
        {
            WriteText(output, file.Path);
            BinaryPrimitives.WriteInt64BigEndian(number, file.Length);
            output.Write(number);
            output.Write(Convert.FromHexString(file.Sha256));
        }

        return output.ToArray();
    }

    /// <summary>Reads a manifest and checks that the bytes are its one canonical encoding.</summary>
    public static PackageManifest Read(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Tag))
            throw Invalid("it does not start with the manifest's tag");
        var rest = bytes[Tag.Length..];
        var entry = ReadPath(ref rest);
        var environment = ReadText(ref rest);
        var count = BinaryPrimitives.ReadUInt32BigEndian(Take(ref rest, 4));
        if (count > MostFiles || count > rest.Length / (2 + 1 + 8 + DigestBytes))
            throw Invalid("it lists more files than it has bytes for");
        var files = new PackageFile[count];
        for (var i = 0; i < files.Length; i++)
        {
            var path = ReadPath(ref rest);
            var length = BinaryPrimitives.ReadInt64BigEndian(Take(ref rest, 8));
            files[i] = new(path, length, Convert.ToHexStringLower(Take(ref rest, DigestBytes)));
            if (length < 0 || (i > 0 && string.CompareOrdinal(files[i - 1].Path, path) >= 0))
                throw Invalid("its files are out of order");
        }

        if (!rest.IsEmpty)
            throw Invalid("there are bytes after its end");
        if (!files.Any(file => file.Path == entry) || (environment.Length > 0 && !files.Any(file => file.Path == environment)))
            throw Invalid("its scene or environment is not among its files");
        return new(entry, environment.Length == 0 ? null : environment, files);
    }

    private static void WriteText(MemoryStream output, string text)
    {
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)text.Length));
        output.Write(length);
        output.Write(Encoding.ASCII.GetBytes(text));
    }

    private static string ReadPath(ref ReadOnlySpan<byte> rest) =>
        ReadText(ref rest) is var path && PackagePath.IsValid(path) ? path : throw Invalid("a path is malformed");

    private static string ReadText(ref ReadOnlySpan<byte> rest)
    {
        var text = Take(ref rest, BinaryPrimitives.ReadUInt16BigEndian(Take(ref rest, 2)));
        return Ascii.IsValid(text) ? Encoding.ASCII.GetString(text) : throw Invalid("a path is not ASCII");
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, int count)
    {
        if (rest.Length < count)
            throw Invalid("it ends early");
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    private static SceneException Invalid(string what) =>
        new(SceneErrorCodes.PackageInvalid, $"The package manifest is damaged: {what}.", "Fetch it again, or build the package again.");
}
