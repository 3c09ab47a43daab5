using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Render.Storage.Queues;

/// <summary>One queue of wake-ups. A queue that is missing is an empty one, and is created by the first wake-up.</summary>
/// <param name="queue">The queue.</param>
/// <param name="pool">What its messages say, for whoever looks at them.</param>
/// <param name="options">How long a message is kept and hidden.</param>
/// <param name="outage">Told of failures.</param>
internal sealed class WakeQueue(QueueClient queue, string pool, AzureTaskQueueOptions options, Outage outage)
{
    private const int MostAtOnce = 32;

    /// <summary>Its name.</summary>
    public string Name => queue.Name;

    /// <summary>Sends a wake-up; false where it could not be delivered just now.</summary>
    public Task<bool> Send(CancellationToken cancellationToken) => Try(
        async () =>
        {
            try
            {
                await queue.SendMessageAsync(pool, timeToLive: options.Keep, cancellationToken: cancellationToken);
            }
            catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
            {
                await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
                await queue.SendMessageAsync(pool, timeToLive: options.Keep, cancellationToken: cancellationToken);
            }

            return true;
        },
        cancellationToken);

    /// <summary>Wake-ups that it holds, as far as the service can tell; null where it does not say just now.</summary>
    public Task<int?> Count(CancellationToken cancellationToken) => Try<int?>(
        async () => (await queue.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount, cancellationToken);

    /// <summary>Receives wake-ups, which are hidden from others for a while; null where there was no answer.</summary>
    /// <remarks>It cannot be cancelled: what is received must be deleted or put back.</remarks>
    public Task<QueueMessage[]?> Receive(int most) => Try<QueueMessage[]?>(
        async () => (await queue.ReceiveMessagesAsync(Math.Min(most, MostAtOnce), options.Hidden)).Value, CancellationToken.None);

    /// <summary>Removes a wake-up that was passed on. One that cannot be removed comes again, which is harmless.</summary>
    public Task Delete(QueueMessage message) => Try(
        async () => !(await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt)).IsError, CancellationToken.None);

    /// <summary>Shows a wake-up again at once. One that cannot be shown comes again by itself, when it is hidden no longer.</summary>
    public Task PutBack(QueueMessage message) => Try(
        async () => (await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero)).Value is not null, CancellationToken.None);

    private async Task<T?> Try<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await call();
            outage.Worked();
            return answer;
        }
        catch (RequestFailedException e) when (e.Status == 404 || e.ErrorCode == QueueErrorCode.QueueBeingDeleted)
        {
            outage.Worked();
            return default;
        }
        catch (Exception e) when (StorageFaults.IsOutage(e, cancellationToken))
        {
            outage.Failed(e);
            return default;
        }
    }
}
