using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace Render.Storage;

/// <summary>How the clients of Azure Storage try again; both hosts make theirs with these settings.</summary>
public static class StorageClients
{
    /// <summary>
    /// For blobs: a failed try is repeated five times within some six seconds, so that a store which restarts is not noticed; one that stays away longer is
    /// told to the caller.
    /// </summary>
    public static T ForBlobs<T>(T options)
        where T : ClientOptions =>
        With(options, retries: 5, first: TimeSpan.FromMilliseconds(200), longest: TimeSpan.FromSeconds(4), network: TimeSpan.FromSeconds(60));

    /// <summary>For wake-ups: one more try at once and no more, since whoever waits looks for work himself before long.</summary>
    public static T ForWakeUps<T>(T options)
        where T : ClientOptions =>
        With(options, retries: 1, first: TimeSpan.FromMilliseconds(20), longest: TimeSpan.FromMilliseconds(20), network: TimeSpan.FromSeconds(5));

    /// <summary>A client of the blobs that a connection string names.</summary>
    public static BlobServiceClient Blobs(string connectionString) => new(connectionString, ForBlobs(new BlobClientOptions()));

    /// <summary>A client of the queues that a connection string names.</summary>
    public static QueueServiceClient Queues(string connectionString) => new(connectionString, ForWakeUps(new QueueClientOptions()));

    private static T With<T>(T options, int retries, TimeSpan first, TimeSpan longest, TimeSpan network)
        where T : ClientOptions
    {
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = retries;
        options.Retry.Delay = first;
        options.Retry.MaxDelay = longest;
        options.Retry.NetworkTimeout = network;
        return options;
    }
}
