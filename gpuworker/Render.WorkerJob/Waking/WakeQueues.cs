using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Render.WorkerJob.Waking;

/// <summary>Wake-ups from queues of Azure Storage, the most urgent first.</summary>
/// <param name="queues">The queues.</param>
/// <param name="clock">Waits between looks; the service has no long poll.</param>
internal sealed class WakeQueues(IReadOnlyList<QueueClient> queues, TimeProvider clock) : IWakeUps
{
    private const int MostAtOnce = 32;
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Hidden = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public async Task<string?> Take(TimeSpan? atMost, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        for (var pause = FirstLook; ; pause = pause * 2 < LongestLook ? pause * 2 : LongestLook)
        {
            foreach (var queue in queues)
                if (await Receive(queue, 1, cancellationToken) is [var message, ..])
                {
                    // Gone before the work begins: a scaler counts what is there, hidden or not, and would start another worker for it.
                    await Delete(queue, message, cancellationToken);
                    return queue.Name;
                }

            var left = atMost - clock.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
                return null;
            await Task.Delay(left < pause ? left.Value : pause, clock, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<int> Clear(TimeSpan age, CancellationToken cancellationToken)
    {
        var cleared = 0;
        foreach (var queue in queues)
            for (var more = true; more;)
            {
                var messages = await Receive(queue, MostAtOnce, cancellationToken);
                more = messages.Length == MostAtOnce;
                foreach (var message in messages)
                {
                    if (Age(message) >= age)
                    {
                        await Delete(queue, message, cancellationToken);
                        cleared++;
                        continue;
                    }

                    more = false;
                    await Show(queue, message, cancellationToken);
                }
            }

        return cleared;
    }

    /// <summary>By the service's clock alone: a message is hidden for a known time from now.</summary>
    private static TimeSpan Age(QueueMessage message) => message.NextVisibleOn - Hidden - message.InsertedOn ?? TimeSpan.Zero;

    private static async Task<QueueMessage[]> Receive(QueueClient queue, int most, CancellationToken cancellationToken)
    {
        try
        {
            return (await queue.ReceiveMessagesAsync(most, Hidden, cancellationToken)).Value;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            // Made by whoever rings first.
            return [];
        }
    }

    private static async Task Delete(QueueClient queue, QueueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // Somebody else was woken by it as well, which is harmless.
        }
    }

    private static async Task Show(QueueClient queue, QueueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // Gone already.
        }
    }
}
