using System.IO.Compression;
using System.Text.Json;
using Render.Network.Economics;
using Render.Worker.Client;

namespace Render.Local.Cli.Commands;

/// <summary>Reads an audit bundle: a <c>.zip</c>, a folder, or the JSON document itself.</summary>
internal static class BundleReader
{
    /// <summary>The document's name inside a zip or a folder.</summary>
    public const string Document = "bundle.json";

    /// <summary>Where a coordinator has the bundle of the whole network.</summary>
    public const string Whole = "/v1/bundle";

    private const long MaxBytes = 1L << 30;

    /// <summary>Reads the bundle at <paramref name="path"/>.</summary>
    /// <exception cref="CommandFailedException">There is none, or it is damaged.</exception>
    public static async Task<AuditBundle> Read(string path, CancellationToken cancellation)
    {
        try
        {
            var file = Directory.Exists(path) ? Path.Combine(path, Document) : path;
            await using var stream = File.OpenRead(file);
            return AuditBundle.FromJson(IsZip(stream) ? await Unpack(stream, path, cancellation) : await All(stream, stream.Length, path, cancellation));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"There is no audit bundle at {path}.", $"Name the .zip, or the folder that holds {Document}.", e);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or FormatException or ArgumentException)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"{path} is no audit bundle, or a damaged one: {e.Message.TrimEnd('.')}.", "Fetch it again with `render audit JOB --save FILE`.", e);
        }
    }

    /// <summary>Fetches a bundle from a coordinator.</summary>
    /// <param name="coordinator">The coordinator.</param>
    /// <param name="target">Its path there.</param>
    /// <param name="keep">The file to keep it in; null: it is not kept.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CommandFailedException">It is damaged.</exception>
    public static async Task<AuditBundle> Fetch(AdminClient coordinator, string target, string? keep, CancellationToken cancellation)
    {
        var file = keep ?? Path.Combine(Path.GetTempPath(), $"render-{Guid.NewGuid():N}.zip");
        try
        {
            await using (var destination = File.Create(file))
                await coordinator.Download(target, destination, cancellation);
            return await Read(file, cancellation);
        }
        finally
        {
            if (keep is null)
                File.Delete(file);
        }
    }

    private static bool IsZip(FileStream stream)
    {
        Span<byte> head = stackalloc byte[4];
        var read = stream.ReadAtLeast(head, 4, throwOnEndOfStream: false);
        stream.Position = 0;
        return read == 4 && head.SequenceEqual("PK\x03\x04"u8);
    }

    private static async Task<byte[]> Unpack(FileStream stream, string path, CancellationToken cancellation)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        var entry = zip.GetEntry(Document) ?? throw new InvalidDataException($"it holds no {Document}");
        await using var document = await entry.OpenAsync(cancellation);
        return await All(document, entry.Length, path, cancellation);
    }

    private static async Task<byte[]> All(Stream stream, long length, string path, CancellationToken cancellation)
    {
        if (length > MaxBytes)
            throw new InvalidDataException($"{path} is larger than {MaxBytes} bytes");
        // What a zip says of its size is a claim: reading stops there.
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }
}
