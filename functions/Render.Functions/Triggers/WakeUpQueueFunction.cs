using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Render.Functions.Durable;
using Render.Functions.Settings;
using Render.Lifecycle.Workflows;
using Render.Network.Messages;

namespace Render.Functions.Triggers;

/// <summary>Wakes workflows from a queue, for what lives outside of the app, such as a payment that came in. Waking one that waits for nothing, or twice, is harmless.</summary>
internal sealed class WakeUpQueueFunction(WorkflowCatalog catalog, ILogger<WakeUpQueueFunction> log)
{
    /// <summary>The queue.</summary>
    public const string Queue = "wake-ups";

    /// <summary>Wakes a workflow.</summary>
    /// <exception cref="JsonException">The message is malformed: it lies in <c>wake-ups-poison</c> in the end.</exception>
    [Function("wake-up")]
    public async Task Wake([QueueTrigger(Queue, Connection = StorageSettings.Section)] string message, [DurableClient] DurableTaskClient client, CancellationToken stop)
    {
        var wake = JsonSerializer.Deserialize<WakeUp>(message, WireJson.Options) ?? throw new JsonException("The message is null.");
        var workflows = new DurableWorkflows(catalog, _ => ValueTask.FromResult(client));
        log.WokenUp(wake.Workflow, wake.Event, $"{await workflows.RaiseEvent(wake.Workflow, wake.Event, true, wake.Key, stop)}");
    }
}

/// <summary>A message of the queue <c>wake-ups</c>.</summary>
/// <param name="Workflow">The instance, such as <c>job:…</c>.</param>
/// <param name="Event">Its event, such as <c>nudge</c>.</param>
/// <param name="Key">Unique within the instance for what happened.</param>
internal sealed record WakeUp(string Workflow, string Event, string Key);
