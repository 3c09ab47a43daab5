using Azure.Core;
using Azure.Identity;
using Azure.Storage.Queues;
using Render.WorkerJob.Settings;

namespace Render.WorkerJob.Waking;

/// <summary>Opens the queues that the settings name.</summary>
internal static class WakeSources
{
    /// <summary>Opens them; nothing is asked of them yet.</summary>
    public static IWakeUps Open(WakeSource source, TimeProvider clock)
    {
        var options = new QueueClientOptions { Retry = { MaxRetries = 3, Delay = TimeSpan.FromMilliseconds(500), NetworkTimeout = TimeSpan.FromSeconds(15) } };
        if (source.Emulator is { } emulator)
            return new WakeQueues([.. source.Pools.Select(pool => new QueueClient(emulator, pool, options))], clock);
        // In a container the one identity that it was given; the search through every kind of sign-in is for people's machines.
        TokenCredential credential = source.Identity is { } client
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(client))
            : new DefaultAzureCredential();
        return new WakeQueues([.. source.Queues.Select(queue => new QueueClient(queue, credential, options))], clock);
    }
}
