namespace Render.Network.Economics;

/// <summary>What an epoch is closed by.</summary>
/// <param name="Scheduled">Emission of the schedule for this epoch.</param>
/// <param name="CarryIn">Emission of earlier epochs that was not minted.</param>
/// <param name="CapPerWorkUnit">The most that is minted for one accepted work unit.</param>
/// <param name="AvailabilityBp">Share of <paramref name="Scheduled"/> and <paramref name="Recyclable"/> for nodes that answer wake-ups, in basis points, 0 to 9,999.</param>
/// <param name="Recyclable">Burned tokens that may be minted again in this epoch.</param>
public sealed record EpochTerms(Tokens Scheduled, Tokens CarryIn, Tokens CapPerWorkUnit, int AvailabilityBp, Tokens Recyclable = default);
