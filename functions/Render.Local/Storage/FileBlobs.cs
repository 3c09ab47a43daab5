using System.Buffers;
using System.Security.Cryptography;
using Render.Lifecycle.Ports;
using Render.Network.Proof;

namespace Render.Local.Storage;

/// <summary><see cref="IBlobs"/> as files named by their digest, in 256 folders by its first byte.</summary>
/// <remarks>A blob is written under a temporary name, flushed, renamed, and its folder flushed: at any moment of a crash it is there
/// whole or not at all. Temporary files of a crash are removed when the store is opened; so one process owns the folder.</remarks>
public sealed class FileBlobs : IBlobs
{
    private const int ChunkSize = 128 * 1024;

    private readonly string _root;
    private readonly string _incoming;
    private readonly FileBlobsOptions _options;

    /// <summary>Opens or creates the store.</summary>
    /// <param name="root">Its folder.</param>
    /// <param name="options">How it works; null for the defaults.</param>
    public FileBlobs(string root, FileBlobsOptions? options = null)
    {
        _root = Path.GetFullPath(root);
        _incoming = Path.Combine(_root, "incoming");
        _options = options ?? new FileBlobsOptions();
        Directory.CreateDirectory(_incoming);
        foreach (var leftover in Directory.EnumerateFiles(_incoming))
        {
            File.Delete(leftover);
        }
    }

    /// <inheritdoc/>
    public async Task<BlobInfo> Put(Stream content, Digest? expected = null, CancellationToken cancellationToken = default)
    {
        var temporary = Path.Combine(_incoming, Guid.NewGuid().ToString("N"));
        var length = 0L;
        try
        {
            var info = await Write(content, temporary, written => length = written, cancellationToken);
            if (expected is { } wanted && wanted != info.Digest)
            {
                throw new BlobMismatchException(wanted, info.Digest);
            }

            Publish(temporary, PathOf(info.Digest));
            return info;
        }
        catch (IOException error) when (StorageFullException.IsCause(error))
        {
            var needed = content.CanSeek ? content.Length : length + ChunkSize;
            throw new StorageFullException(_root, needed, Disk.FreeBytes(_root), error);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc/>
    public Task<Stream> OpenRead(Digest digest, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var file = new FileStream(PathOf(digest), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
            return Task.FromResult<Stream>(_options.VerifyOnRead ? new VerifyingStream(file, digest) : file);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BlobNotFoundException(digest);
        }
    }

    /// <inheritdoc/>
    public Task<BlobInfo?> Find(Digest digest, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var file = new FileInfo(PathOf(digest));
        return Task.FromResult<BlobInfo?>(file.Exists ? new BlobInfo(digest, file.Length) : null);
    }

    /// <inheritdoc/>
    public Task<bool> Exists(Digest digest, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(File.Exists(PathOf(digest)));
    }

    /// <inheritdoc/>
    public Task<bool> Delete(Digest digest, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = PathOf(digest);
        var existed = File.Exists(path);
        if (existed)
        {
            File.Delete(path);
        }

        return Task.FromResult(existed);
    }

    private async Task<BlobInfo> Write(Stream content, string path, Action<long> progress, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            await using var file = _options.Create(path);
            var length = 0L;
            int read;
            while ((read = await content.ReadAsync(chunk.AsMemory(0, ChunkSize), cancellationToken)) > 0)
            {
                hash.AppendData(chunk, 0, read);
                await file.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
                length += read;
                progress(length);
            }

            if (_options.Durable && file is FileStream onDisk)
            {
                onDisk.Flush(flushToDisk: true);
            }

            return new BlobInfo(new Digest(hash.GetHashAndReset()), length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private void Publish(string temporary, string path)
    {
        // The same digest is the same content: whoever came first may keep the place.
        if (File.Exists(path))
        {
            return;
        }

        var folder = Path.GetDirectoryName(path)!;
        var isNew = !Directory.Exists(folder);
        Directory.CreateDirectory(folder);
        File.Move(temporary, path, overwrite: true);
        if (!_options.Durable)
        {
            return;
        }

        Disk.SyncFolder(folder);
        if (isNew)
        {
            Disk.SyncFolder(_root);
        }
    }

    private string PathOf(Digest digest)
    {
        var text = digest.ToString();
        return Path.Combine(_root, text[..2], text);
    }
}
