using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>A creator accepts a quote: its P90 is locked in escrow.</summary>
/// <param name="Quote">The quote's digest, as shown; null: the latest.</param>
/// <param name="Tier">The tier; null: the spec's.</param>
public sealed record AcceptQuote(Digest? Quote = null, Tier? Tier = null);
