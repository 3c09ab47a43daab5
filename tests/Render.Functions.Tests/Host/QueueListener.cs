using System.Text;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Render.Functions.Tests.Host;

/// <summary>A queue trigger: messages become invocations; one that fails five times goes to the poison queue.</summary>
internal sealed class QueueListener(QueueClient queue, QueueClient poison, Func<string, Task<FunctionAnswer>> invoke)
{
    private const int Tries = 5;

    /// <summary>Listens until stopped.</summary>
    public async Task Run(CancellationToken stop)
    {
        await queue.CreateIfNotExistsAsync(cancellationToken: stop);
        await poison.CreateIfNotExistsAsync(cancellationToken: stop);
        while (!stop.IsCancellationRequested)
        {
            var messages = (await queue.ReceiveMessagesAsync(16, TimeSpan.FromSeconds(30), stop)).Value;
            foreach (var message in messages)
                await Take(message, stop);
            if (messages.Length == 0)
                await Task.Delay(50, stop);
        }
    }

    private async Task Take(QueueMessage message, CancellationToken stop)
    {
        // Senders encode as the Functions host expects it.
        var answer = await invoke(Encoding.UTF8.GetString(Convert.FromBase64String(message.MessageText)));
        if (answer.Error is not null && message.DequeueCount < Tries)
        {
            await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: stop);
            return;
        }

        if (answer.Error is not null)
            await poison.SendMessageAsync(message.MessageText, stop);
        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, stop);
    }
}
