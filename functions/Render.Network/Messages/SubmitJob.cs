using System.Text.Json;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>A creator submits a job. Repeating it with the same key gives the same job.</summary>
/// <param name="Spec">What is wanted, as <see cref="JobSpecJson"/> reads it; read apart, so that every wrong field gets its own named error.</param>
/// <param name="IdempotencyKey">Names this submission, 1 … 64 characters.</param>
/// <param name="AutoAccept">True: the quote is accepted as soon as it is made, if it is within the spec's bounds.</param>
/// <param name="Salt">The 32 secret bytes that the spec commits to; null: the coordinator draws them, and the commitment with them.</param>
public sealed record SubmitJob(JsonElement Spec, string IdempotencyKey, bool AutoAccept = false, Digest? Salt = null);
