using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Render.Functions.Settings;

namespace Render.Functions.Triggers;

/// <summary>Drop-a-scene: a scene that is uploaded to the container <c>drop</c> becomes a job.</summary>
internal sealed class DropFunction(DropBox box)
{
    /// <summary>The container.</summary>
    public const string Container = "drop";

    /// <summary>Takes a blob in. Where the coordinator is away the invocation fails, and the platform repeats it.</summary>
    [Function("drop")]
    public Task Drop([BlobTrigger(Container + "/{name}", Source = BlobTriggerSource.EventGrid, Connection = StorageSettings.Section)] BlobClient blob, string name, CancellationToken stop) =>
        box.Take(blob, name, stop);
}
