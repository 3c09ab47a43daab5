namespace Render.Network.Governance;

/// <summary>A new value for one place of a policy.</summary>
/// <param name="Path">Where, in the policy's JSON: <c>split.burnBp</c>.</param>
/// <param name="Json">The value's JSON: <c>4000</c>, or <c>"1000000"</c> for an amount.</param>
public sealed record PolicyChange(string Path, string Json);
