using Render.Network.Governance;

namespace Render.Network.Economics;

/// <summary>What a job is settled by, fixed when it was funded.</summary>
/// <param name="Cap">The most that may be charged: what escrow holds.</param>
/// <param name="PricePerMillionRays">Price of 10⁶ accepted rays.</param>
/// <param name="MicroWorkUnitsPerMillionRays">Work in 10⁶ rays of this job, in millionths of a work unit, as its pilot counted.</param>
/// <param name="Split">How the charge is split.</param>
public sealed record SettlementTerms(Tokens Cap, Tokens PricePerMillionRays, ulong MicroWorkUnitsPerMillionRays, ChargeSplit Split);
