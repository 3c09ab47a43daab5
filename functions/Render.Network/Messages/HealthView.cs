using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>Whether the coordinator is well. Open to all, so it says little.</summary>
/// <param name="Status">"ready" or "starting".</param>
/// <param name="NetworkId">The network.</param>
/// <param name="Version">The coordinator's version.</param>
/// <param name="ServerTime">Its clock.</param>
public sealed record HealthView(string Status, Digest NetworkId, string Version, DateTimeOffset ServerTime);
