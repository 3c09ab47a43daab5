namespace Render.Storage.Blobs;

/// <summary>How blobs are kept in Azure Storage.</summary>
public sealed record AzureBlobsOptions
{
    /// <summary>The container; created where it is missing. Default <c>blobs</c>.</summary>
    public string Container { get; init; } = "blobs";

    /// <summary>The largest blob that is held in memory and sent at once, bytes; a larger one goes through a temporary file and is sent in blocks of this size. Default 8 MiB.</summary>
    public int MemoryBytes { get; init; } = 8 << 20;

    /// <summary>Where temporary files are. Default: the system's folder for them.</summary>
    public string TemporaryFolder { get; init; } = Path.GetTempPath();
}
