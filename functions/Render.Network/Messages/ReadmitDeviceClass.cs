namespace Render.Network.Messages;

/// <summary>The host takes a class of devices back into exact mode.</summary>
/// <param name="Reason">What was found out, 1 … 2,000 characters.</param>
/// <param name="Build">The engine's build; null: the network's.</param>
public sealed record ReadmitDeviceClass(string Reason, uint? Build = null);
