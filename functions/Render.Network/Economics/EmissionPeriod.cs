namespace Render.Network.Economics;

/// <summary>A stretch of epochs with the same emission.</summary>
/// <param name="Epochs">Number of epochs, 1 or more.</param>
/// <param name="PerEpoch">Emission of each.</param>
public sealed record EmissionPeriod(int Epochs, Tokens PerEpoch);
