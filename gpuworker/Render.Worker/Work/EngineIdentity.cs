using Render.Network.Proof;
using Render.Tracing.Rendering;

namespace Render.Worker.Work;

/// <summary>Which engine renders.</summary>
/// <param name="Name">Its name, as settings have it.</param>
/// <param name="Build">Build number; builds that give the same bytes share it.</param>
/// <param name="Digest">Digest of the engine's manifest.</param>
/// <param name="DeviceClass">Devices of one class give the same bytes.</param>
public sealed record EngineIdentity(string Name, uint Build, Digest Digest, uint DeviceClass)
{
    /// <summary>The device, where the engine tells; null: unknown.</summary>
    public DeviceIdentity? Device { get; init; }
}
