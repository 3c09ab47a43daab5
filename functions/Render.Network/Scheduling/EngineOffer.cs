namespace Render.Network.Scheduling;

/// <summary>An engine that a node runs.</summary>
/// <param name="Name">The engine's name.</param>
/// <param name="Build">Its build; builds that give the same bytes share a number.</param>
/// <param name="DeviceClass">Machines of one class give the same bytes.</param>
/// <param name="Quarantined">Whether the node is out of this engine for repeated faults.</param>
public sealed record EngineOffer(string Name, uint Build, uint DeviceClass, bool Quarantined = false);
