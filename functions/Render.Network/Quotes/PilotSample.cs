namespace Render.Network.Quotes;

/// <summary>What tracing a pilot block counted.</summary>
/// <param name="Block">The block.</param>
/// <param name="Counts">The counts over its pixels and samples.</param>
public sealed record PilotSample(PilotBlock Block, WorkCounts Counts);
