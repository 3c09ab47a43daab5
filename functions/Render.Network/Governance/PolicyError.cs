namespace Render.Network.Governance;

/// <summary>A policy value that is not allowed.</summary>
/// <param name="Path">Which one, in the policy's JSON: <c>tiers.economy.priceMilli</c>.</param>
/// <param name="Message">What is allowed.</param>
public sealed record PolicyError(string Path, string Message);
