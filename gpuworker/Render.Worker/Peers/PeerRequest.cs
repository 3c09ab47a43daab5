using Render.Network.Proof;

namespace Render.Worker.Peers;

/// <summary>What another node asks, as it came: nothing in it is trusted.</summary>
/// <param name="Target">Path and query as sent: what is signed.</param>
/// <param name="File">The file that the path names.</param>
/// <param name="From">First byte wanted.</param>
/// <param name="To">Last byte wanted.</param>
/// <param name="Key">The sender's public key, base64.</param>
/// <param name="Timestamp">The sender's time, ms since 1970 UTC.</param>
/// <param name="Signature">The sender's signature, base64.</param>
/// <param name="Grant">The coordinator's grant, base64.</param>
public sealed record PeerRequest(string Target, Digest File, long From, long To, string? Key, string? Timestamp, string? Signature, string? Grant);
