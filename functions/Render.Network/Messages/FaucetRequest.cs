using Render.Network.Economics;
using Render.Network.Jobs;

namespace Render.Network.Messages;

/// <summary>Test tokens for a creator, on a local network only.</summary>
/// <param name="Creator">Who gets them.</param>
/// <param name="Amount">How much, &gt; 0.</param>
/// <param name="IdempotencyKey">Names this gift: repeating it changes nothing more.</param>
public sealed record FaucetRequest(CreatorId Creator, Tokens Amount, string IdempotencyKey);
