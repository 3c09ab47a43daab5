namespace Render.Network.Scheduling;

/// <summary>One reason why a node does not get a task.</summary>
/// <param name="Code">The reason.</param>
/// <param name="Detail">In words, with the figures.</param>
public sealed record Misfit(MisfitCode Code, string Detail);
