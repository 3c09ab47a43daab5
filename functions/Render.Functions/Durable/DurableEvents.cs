using System.Text.Json;
using Microsoft.DurableTask;

namespace Render.Functions.Durable;

/// <summary>
/// The events of an orchestration, each seen once and in order. The framework hands an event to the newest wait, even to one that was given up, where it is
/// lost; so there is never more than one wait below, which is never given up, and the workflow's own waits stand in line here.
/// </summary>
/// <param name="inner">The framework's context.</param>
/// <param name="start">Keys and events of earlier generations.</param>
internal sealed class DurableEvents(TaskOrchestrationContext inner, WorkflowStart start)
{
    private readonly Dictionary<string, EventLine> lines = new(StringComparer.Ordinal);
    private readonly HashSet<string> seen = [.. start.Seen ?? []];
    private readonly List<string> order = [.. start.Seen ?? []];
    private bool ended;

    /// <summary>Keys to take along into the next generation.</summary>
    public IReadOnlyList<string> Seen => [.. order.TakeLast(WorkflowStart.MaxSeen)];

    /// <summary>Events to take along into the next generation.</summary>
    public IReadOnlyList<RaisedEvent> Untaken => [.. lines.Values.SelectMany(line => line.Early), .. Inherited(null)];

    /// <summary>The events of a name, which are listened for from now on.</summary>
    public EventLine Line(string name)
    {
        if (lines.TryGetValue(name, out var line))
            return line;
        lines.Add(name, line = new EventLine());
        foreach (var raised in Inherited(name))
            line.Deliver(raised);
        _ = Listen(name, line);
        return line;
    }

    /// <summary>The generation is over: what still comes belongs to the next.</summary>
    public void End() => ended = true;

    private IEnumerable<RaisedEvent> Inherited(string? name) =>
        (start.Early ?? []).Where(raised => name is null ? !lines.ContainsKey(raised.Name) : raised.Name == name);

    private async Task Listen(string name, EventLine line)
    {
        while (true)
        {
            var message = await inner.WaitForExternalEvent<JsonElement>(name);
            if (ended)
            {
                inner.SendEvent(inner.InstanceId, name, message);
                continue;
            }

            var raised = Read(name, message);
            if (raised.Key.Length > 0)
            {
                if (!seen.Add(raised.Key))
                    continue;
                order.Add(raised.Key);
            }

            line.Deliver(raised);
        }
    }

    /// <summary>What was sent; an event that somebody raised by other means, such as the portal, has no key and is its own payload.</summary>
    private static RaisedEvent Read(string name, JsonElement message) =>
        message.ValueKind == JsonValueKind.Object && message.TryGetProperty("key", out var key) && key.ValueKind == JsonValueKind.String
        && message.TryGetProperty("payload", out var payload)
            ? new RaisedEvent(name, key.GetString()!, payload)
            : new RaisedEvent(name, "", message);
}
