using System.Text.Json;

namespace Render.Functions.Durable;

/// <summary>An event as it is sent to an orchestration: the backend delivers at least once, the key tells repetitions.</summary>
/// <param name="Name">The event's name.</param>
/// <param name="Key">Unique within the instance for what happened.</param>
/// <param name="Payload">What the workflow gets.</param>
internal sealed record RaisedEvent(string Name, string Key, JsonElement Payload);
