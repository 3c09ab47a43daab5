using System.Buffers;
using System.Security.Cryptography;
using Render.Lifecycle.Ports;
using Render.Network.Proof;

namespace Render.Storage.Blobs;

/// <summary>Content that was read to its end: its digest is known before the first byte is sent, and what is sent is what was hashed.</summary>
/// <remarks>A large one is a temporary file, which on POSIX has no name any more, so that even a killed process leaves nothing behind.</remarks>
internal sealed class Spool : IAsyncDisposable
{
    private const int ChunkSize = 128 * 1024;

    private Spool(Stream content, Digest digest) => (Content, Info) = (content, new BlobInfo(digest, content.Length));

    /// <summary>The bytes, from the first.</summary>
    public Stream Content { get; }

    /// <summary>Their digest and number.</summary>
    public BlobInfo Info { get; }

    /// <summary>Whether they did not fit into memory.</summary>
    public bool IsLarge => Content is FileStream;

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="StorageFullException">No room for the temporary file.</exception>
    public static async Task<Spool> Take(Stream content, AzureBlobsOptions options, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        Stream kept = new MemoryStream();
        try
        {
            int read;
            while ((read = await content.ReadAsync(chunk.AsMemory(0, ChunkSize), cancellationToken)) > 0)
            {
                hash.AppendData(chunk, 0, read);
                kept = await Keep(kept, chunk.AsMemory(0, read), options, cancellationToken);
            }

            kept.Position = 0;
            return new Spool(kept, new Digest(hash.GetHashAndReset()));
        }
        catch
        {
            await kept.DisposeAsync();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();

    private static async Task<Stream> Keep(Stream kept, ReadOnlyMemory<byte> chunk, AzureBlobsOptions options, CancellationToken cancellationToken)
    {
        var length = kept.Length + chunk.Length;
        try
        {
            if (kept is MemoryStream memory && length > options.MemoryBytes)
            {
                kept = Unnamed(options.TemporaryFolder);
                memory.Position = 0;
                await memory.CopyToAsync(kept, cancellationToken);
            }

            await kept.WriteAsync(chunk, cancellationToken);
            return kept;
        }
        catch (IOException full) when (StorageFullException.IsCause(full))
        {
            throw new StorageFullException(options.TemporaryFolder, length, inner: full);
        }
    }

    private static FileStream Unnamed(string folder)
    {
        var path = Path.Combine(folder, $"render-blob-{Guid.NewGuid():N}");
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }
}
