namespace Render.Network.Governance;

/// <summary>When a class of devices leaves exact mode.</summary>
/// <param name="Operators">
/// Engine faults on nodes of so many different operators take a class out for everybody, 1 to 10; before that, for those operators alone. Default 2: one
/// operator could otherwise take everybody's cards of a kind out by a fault of its own making.
/// </param>
public sealed record ExactModePolicy(int Operators = 2);
