namespace Render.Local.Storage;

/// <summary>How blobs are kept as files.</summary>
public sealed record FileBlobsOptions
{
    /// <summary>Whether a blob is hashed again while it is read; a damaged one then fails at its end. Default false.</summary>
    public bool VerifyOnRead { get; init; }

    /// <summary>Whether a blob is flushed to the disk before it counts as stored. Off only where a loss is repaired anyway, as in a node's cache. Default true.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Opens a new file for writing; tests put a full disk here.</summary>
    internal Func<string, Stream> Create { get; init; } = path =>
        new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
}
