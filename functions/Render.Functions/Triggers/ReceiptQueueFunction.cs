using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Render.Functions.Settings;
using Render.Network.Messages;

namespace Render.Functions.Triggers;

/// <summary>Takes receipts from a queue. One that may be taken later fails the invocation, and the queue brings it again; after five times it lies in <c>receipts-poison</c>.</summary>
internal sealed class ReceiptQueueFunction(CoordinatorCalls coordinator, ILogger<ReceiptQueueFunction> log)
{
    /// <summary>The queue.</summary>
    public const string Queue = "receipts";

    /// <summary>Takes a receipt.</summary>
    /// <exception cref="InvalidOperationException">It may be taken later.</exception>
    [Function("take-receipt")]
    public async Task Take([QueueTrigger(Queue, Connection = StorageSettings.Section)] string message, CancellationToken stop)
    {
        QueuedReceipt queued;
        try
        {
            queued = JsonSerializer.Deserialize<QueuedReceipt>(message, WireJson.Options) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            log.QueuedReceiptRefused("?", "?", "json-malformed", e.Message);
            return;
        }

        var answer = await coordinator.Api.Post<QueuedReceipt, QueuedReceiptAnswer>("/v1/receipts/queued", queued, stop);
        if (answer.Again)
            throw new InvalidOperationException($"The receipt of {queued.Node} waits: {answer.Detail}");
        if (answer.Code is { } code)
            log.QueuedReceiptRefused(queued.Node.Value, queued.Receipt.Task.ToString(), code, answer.Detail ?? "");
    }
}
