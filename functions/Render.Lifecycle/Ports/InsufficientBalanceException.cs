using Render.Network.Economics;

namespace Render.Lifecycle.Ports;

/// <summary>An entry would take an account below zero; it was not appended.</summary>
/// <param name="account">The account.</param>
/// <param name="has">What it holds, in 10⁻¹⁸ token.</param>
/// <param name="needs">What the entry would take, in 10⁻¹⁸ token.</param>
public sealed class InsufficientBalanceException(string account, Int128 has, Int128 needs)
    : Exception($"Account '{account}' holds {Text(has)}, and {Text(needs)} are needed.")
{
    /// <summary>The account.</summary>
    public string Account { get; } = account;

    /// <summary>What it holds, in 10⁻¹⁸ token.</summary>
    public Int128 Has { get; } = has;

    /// <summary>What the entry would take, in 10⁻¹⁸ token.</summary>
    public Int128 Needs { get; } = needs;

    private static string Text(Int128 units) => new Tokens((UInt128)units).ToText();
}
