using Render.Network.Economics;

namespace Render.Local.Cli.Values;

/// <summary>Amounts for reading, as <see cref="Tokens.ToText()"/> writes them, and what has none or a sign.</summary>
public static class AmountText
{
    /// <summary>The amount with its symbol.</summary>
    public static string Of(Tokens amount) => amount.ToText();

    /// <summary>The amount, or a dash where there is none.</summary>
    public static string Of(Tokens? amount) => amount is { } some ? Of(some) : "–";

    /// <summary>A signed amount of units.</summary>
    public static string Change(Int128 units)
    {
        var size = new Tokens((UInt128)Int128.Abs(units));
        return units < 0 ? "−" + Of(size) : Of(size);
    }
}
