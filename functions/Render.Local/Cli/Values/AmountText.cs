using Render.Network.Economics;

namespace Render.Local.Cli.Values;

/// <summary>Amounts for reading: enough places to tell them apart, not all eighteen. Rounded down.</summary>
public static class AmountText
{
    private const int MostPlaces = 9;

    /// <summary>The amount with its symbol: <c>1,000.00</c> has two places, <c>8.204</c> three, <c>0.0003184</c> four digits that say something.</summary>
    public static string Of(Tokens amount) => amount.ToText(Places(amount.Units));

    /// <summary>The amount, or a dash where there is none.</summary>
    public static string Of(Tokens? amount) => amount is { } some ? Of(some) : "–";

    /// <summary>A signed amount of units.</summary>
    public static string Change(Int128 units)
    {
        var size = new Tokens((UInt128)Int128.Abs(units));
        return units < 0 ? "−" + Of(size) : Of(size);
    }

    private static int Places(UInt128 units)
    {
        if (units >= Tokens.FromWhole(100).Units || units == 0)
            return 2;
        var places = 3;
        // One more place for each zero behind the point.
        for (var bound = Tokens.One.Units; units < bound && places < MostPlaces; bound /= 10)
            places++;
        return places;
    }
}
