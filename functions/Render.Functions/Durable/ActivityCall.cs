using System.Text.Json;
using Render.Lifecycle.Workflows;

namespace Render.Functions.Durable;

/// <summary>A call of an activity as it is sent to whoever runs it.</summary>
/// <param name="Context">Who asks, and for the how-manieth time.</param>
/// <param name="Input">The activity's input.</param>
internal sealed record ActivityCall(ActivityContext Context, JsonElement Input);
