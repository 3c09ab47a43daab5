using System.Text.Json;

namespace Render.Functions.Durable;

/// <summary>What an orchestration starts from: the workflow's own input, and what the engine would keep of it elsewhere.</summary>
/// <param name="Input">The workflow's input.</param>
/// <param name="Version">The version of the workflow's code that this generation began with, from 1.</param>
/// <param name="Parent">The instance it is a part of; null for none.</param>
/// <param name="Generation">How often it has continued as new, from 0.</param>
/// <param name="Status">The custom status it continued with; null for none.</param>
/// <param name="Seen">Keys of events that earlier generations took, the newest last, at most <see cref="MaxSeen"/>.</param>
/// <param name="Early">Events that came and that nobody took before it continued as new, in order.</param>
internal sealed record WorkflowStart(
    JsonElement Input, int Version, string? Parent = null, int Generation = 0, JsonElement? Status = null, IReadOnlyList<string>? Seen = null, IReadOnlyList<RaisedEvent>? Early = null)
{
    /// <summary>Keys kept over a continue-as-new. An event raised again after so many others would be seen twice; histories must not grow without end.</summary>
    public const int MaxSeen = 1_000;
}
