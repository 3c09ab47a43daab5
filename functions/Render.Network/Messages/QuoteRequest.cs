using System.Text.Json;
using Render.Network.Jobs;

namespace Render.Network.Messages;

/// <summary>A creator asks what a job would cost. Binds nobody.</summary>
/// <param name="Spec">What is wanted, as <see cref="JobSpecJson"/> reads it.</param>
public sealed record QuoteRequest(JsonElement Spec);
