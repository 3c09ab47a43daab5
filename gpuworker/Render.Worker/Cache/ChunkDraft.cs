using Render.Network.Chunks;
using Render.Network.Proof;

namespace Render.Worker.Cache;

/// <summary>A file while it is put together, on disk under its digest, so that a node that was killed goes on where it was. Written by one process; safe from any thread.</summary>
internal sealed class ChunkDraft : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private readonly Stream file;

    private ChunkDraft(string path, Stream file) => (Path, this.file) = (path, file);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Opens the draft of a file, with what an earlier run left there.</summary>
    /// <param name="folder">The folder of drafts.</param>
    /// <param name="digest">The file's.</param>
    /// <param name="open">Opens a path for reading and writing, alone, made when missing.</param>
    public static ChunkDraft Open(string folder, Digest digest, Func<string, Stream> open)
    {
        var path = System.IO.Path.Combine(folder, $"{digest}.part");
        try
        {
            return new ChunkDraft(path, open(path));
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process that shares the folder is at it: this one fetches by itself.
            var own = System.IO.Path.Combine(folder, $"{Guid.NewGuid():N}.part");
            return new ChunkDraft(own, open(own));
        }
    }

    /// <summary>The chunk's bytes where they stand there already, verified; else null.</summary>
    public async Task<byte[]?> Read(Chunk chunk, CancellationToken cancellationToken)
    {
        if (file.Length < chunk.Offset + chunk.Length)
            return null;
        var bytes = new byte[chunk.Length];
        await gate.WaitAsync(cancellationToken);
        try
        {
            file.Position = chunk.Offset;
            await file.ReadExactlyAsync(bytes, cancellationToken);
        }
        finally
        {
            gate.Release();
        }

        return Digest.Of(bytes) == chunk.Digest ? bytes : null;
    }

    /// <summary>Writes a verified chunk to its place.</summary>
    public async Task Write(Chunk chunk, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            file.Position = chunk.Offset;
            await file.WriteAsync(bytes, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Everything, once it is there; what an earlier list left beyond the file's end is cut off.</summary>
    public async Task<byte[]> ReadAll(long length, CancellationToken cancellationToken)
    {
        file.SetLength(length);
        var bytes = new byte[length];
        file.Position = 0;
        await file.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        gate.Dispose();
        return file.DisposeAsync();
    }
}
