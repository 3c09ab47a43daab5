namespace Render.Network.Messages;

/// <summary>Whether the coordinator takes work, and what is missing where it does not. Open to all, so it names parts and no details.</summary>
/// <param name="Status">"ready" or "not-ready".</param>
/// <param name="Checks">Every part that was looked at, by name.</param>
public sealed record ReadinessView(string Status, IReadOnlyList<ReadinessCheck> Checks);

/// <summary>One part of readiness.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Ready">Whether it serves.</param>
/// <param name="Missing">What is missing, in words; null where it serves.</param>
public sealed record ReadinessCheck(string Name, bool Ready, string? Missing = null);
