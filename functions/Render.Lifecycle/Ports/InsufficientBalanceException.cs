using System.Globalization;

namespace Render.Lifecycle.Ports;

/// <summary>An entry would take an account below zero; it was not appended.</summary>
/// <param name="account">The account.</param>
/// <param name="has">What it holds, in 10⁻¹⁸ token.</param>
/// <param name="needs">What the entry would take, in 10⁻¹⁸ token.</param>
public sealed class InsufficientBalanceException(string account, Int128 has, Int128 needs)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"Account '{account}' holds {has} units and {needs} are needed."))
{
    /// <summary>The account.</summary>
    public string Account { get; } = account;

    /// <summary>What it holds, in 10⁻¹⁸ token.</summary>
    public Int128 Has { get; } = has;

    /// <summary>What the entry would take, in 10⁻¹⁸ token.</summary>
    public Int128 Needs { get; } = needs;
}
