using Render.Network.Economics;

namespace Render.Network.Messages;

/// <summary>A creator raises a job's cap.</summary>
/// <param name="Amount">By how much; &gt; 0.</param>
/// <param name="IdempotencyKey">Names this top-up: repeating it changes nothing more.</param>
public sealed record TopUpJob(Tokens Amount, string IdempotencyKey);
