using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>A node sends back, at once, what a heartbeat's answer brought: the coordinator times how long that takes.</summary>
/// <param name="Nonce">What the answer brought.</param>
public sealed record Echo(Digest Nonce);

/// <summary>What came of an echo.</summary>
/// <param name="RoundTripMicros">The round trip as the coordinator timed it, microseconds; null: nothing was asked, not that, or too long ago.</param>
/// <param name="Place">Where the node stands now, as far as the network knows.</param>
public sealed record EchoTaken(long? RoundTripMicros, NodePlace Place);
