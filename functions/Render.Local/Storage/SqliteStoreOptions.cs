namespace Render.Local.Storage;

/// <summary>How the coordinator's file is written.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>The most operations in one commit. Default 1,024.</summary>
    public int MaxBatch { get; init; } = 1_024;

    /// <summary>The most operations that wait; more make their callers wait. Default 8,192.</summary>
    public int QueueCapacity { get; init; } = 8_192;

    /// <summary>How long to wait for another process's lock on the file. Default 10 s.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest file in bytes; null for the disk's room. Writes beyond it are refused as on a full disk.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Runs the writer; null, the default: a thread of its own, since a commit blocks.</summary>
    public TaskScheduler? Writer { get; init; }

    /// <summary>Whether the file's structure is checked when it is opened. Default true.</summary>
    public bool CheckIntegrity { get; init; } = true;
}
