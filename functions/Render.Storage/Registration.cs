using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Render.Lifecycle.Ports;
using Render.Storage.Blobs;
using Render.Storage.Queues;

namespace Render.Storage;

/// <summary>Adds Azure Storage's adapters of the lifecycle's ports to a host.</summary>
public static class Registration
{
    /// <summary>Adds <see cref="IBlobs"/>. The host adds a <see cref="BlobServiceClient"/> made with <see cref="StorageClients.ForBlobs"/>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">How it works; null for the defaults.</param>
    public static IServiceCollection AddAzureBlobs(this IServiceCollection services, AzureBlobsOptions? options = null) =>
        services.AddSingleton<IBlobs>(found => new AzureBlobs(found.GetRequiredService<BlobServiceClient>(), options));

    /// <summary>Adds <see cref="ITaskQueue"/>. The host adds a <see cref="QueueServiceClient"/> made with <see cref="StorageClients.ForWakeUps"/>, a <see cref="TimeProvider"/> and logging.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">How it works; null for the defaults.</param>
    public static IServiceCollection AddAzureTaskQueue(this IServiceCollection services, AzureTaskQueueOptions? options = null) =>
        services.AddSingleton<ITaskQueue>(found => new AzureTaskQueue(
            found.GetRequiredService<QueueServiceClient>(), found.GetRequiredService<TimeProvider>(), found.GetRequiredService<ILogger<AzureTaskQueue>>(), options));
}
