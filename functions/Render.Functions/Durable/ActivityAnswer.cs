using System.Text.Json;

namespace Render.Functions.Durable;

/// <summary>How an activity ended. A failure is an answer too: what backends make of exceptions differs, and retries are the workflow's own.</summary>
/// <param name="Result">What it returned; null where it failed.</param>
/// <param name="ErrorType">Full name of the exception's type; null where it succeeded.</param>
/// <param name="Error">The exception's message; null where it succeeded.</param>
/// <param name="Permanent">Whether another attempt is useless.</param>
internal sealed record ActivityAnswer(JsonElement? Result, string? ErrorType = null, string? Error = null, bool Permanent = false);
