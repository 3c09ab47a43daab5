using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Render.Network.Economics;

/// <summary>
/// An amount of the network's token, RNT: a whole number of units of 10⁻¹⁸ token, from 0 to 2¹²⁸ − 1. Never negative.
/// All arithmetic is checked: what does not fit throws <see cref="OverflowException"/>. The default is zero.
/// </summary>
/// <param name="Units">The amount in units of 10⁻¹⁸ token.</param>
[JsonConverter(typeof(TokensJsonConverter))]
public readonly record struct Tokens(UInt128 Units) : IComparable<Tokens>
{
    /// <summary>The token's symbol in text.</summary>
    public const string Symbol = "RNT";

    /// <summary>Decimal places of one token: 18.</summary>
    public const int Decimals = 18;

    private const int MostPlaces = 9;
    private static readonly UInt128 UnitsPerToken = 1_000_000_000_000_000_000;

    /// <summary>No tokens.</summary>
    public static Tokens Zero => default;

    /// <summary>One whole token.</summary>
    public static Tokens One => new(UnitsPerToken);

    /// <summary>Whether the amount is zero.</summary>
    [JsonIgnore]
    public bool IsZero => Units == 0;

    /// <summary>A whole number of tokens.</summary>
    public static Tokens FromWhole(ulong tokens) => new(checked(tokens * UnitsPerToken));

    /// <summary>A decimal number of tokens, exact.</summary>
    /// <exception cref="OverflowException">The amount is negative.</exception>
    public static Tokens FromDecimal(decimal tokens)
    {
        var whole = decimal.Truncate(tokens);
        return new(checked((UInt128)whole * UnitsPerToken + (UInt128)((tokens - whole) * 1_000_000_000_000_000_000m)));
    }

    /// <summary>⌊this · numerator / denominator⌋, with a product of any size in between.</summary>
    /// <exception cref="OverflowException">The result does not fit.</exception>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Tokens MultiplyDivide(UInt128 numerator, UInt128 denominator) => new((UInt128)((BigInteger)Units * numerator / denominator));

    /// <summary>⌈this · numerator / denominator⌉, with a product of any size in between.</summary>
    /// <exception cref="OverflowException">The result does not fit.</exception>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Tokens MultiplyDivideUp(UInt128 numerator, UInt128 denominator)
    {
        var quotient = BigInteger.DivRem((BigInteger)Units * numerator, denominator, out var remainder);
        return new((UInt128)(remainder.IsZero ? quotient : quotient + 1));
    }

    /// <summary>The lesser amount.</summary>
    public static Tokens Min(Tokens left, Tokens right) => left.Units < right.Units ? left : right;

    /// <summary>The greater amount.</summary>
    public static Tokens Max(Tokens left, Tokens right) => left.Units > right.Units ? left : right;

    /// <summary>The sum of <paramref name="amounts"/>.</summary>
    /// <exception cref="OverflowException">The sum does not fit.</exception>
    public static Tokens Sum(IEnumerable<Tokens> amounts) => amounts.Aggregate(Zero, static (sum, amount) => sum + amount);

    /// <summary>this − <paramref name="other"/>, or zero where that would be negative.</summary>
    public Tokens MinusOrZero(Tokens other) => Units > other.Units ? new(Units - other.Units) : Zero;

    /// <summary>Reads the decimal string of units that <see cref="ToString()"/> writes: digits only, no sign, no leading zero.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Tokens tokens)
    {
        var valid = UInt128.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var units) && (text[0] != '0' || text.Length == 1);
        tokens = valid ? new Tokens(units) : default;
        return valid;
    }

    /// <summary>Reads the decimal string of units that <see cref="ToString()"/> writes.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static Tokens Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var tokens) ? tokens : throw new FormatException("An amount is written as a decimal number of units.");

    /// <summary>The amount as people read it: tokens, rounded down to <paramref name="places"/> decimal places (0 to 18), then the symbol: <c>12.345 RNT</c>.</summary>
    public string ToText(int places)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)places, (uint)Decimals, nameof(places));
        var whole = (Units / UnitsPerToken).ToString(CultureInfo.InvariantCulture);
        if (places == 0) return $"{whole} {Symbol}";
        var fraction = (Units % UnitsPerToken).ToString("D18", CultureInfo.InvariantCulture);
        return $"{whole}.{fraction.AsSpan(0, places)} {Symbol}";
    }

    /// <summary>Text for people, with the symbol and enough places to tell amounts apart, rounded down: 1000.00 has two, 8.204 three, 0.0003184 four digits that say something.</summary>
    public string ToText()
    {
        var places = Units == 0 || Units >= 100 * UnitsPerToken ? 2 : 3;
        // One more place for each zero behind the point.
        for (var bound = UnitsPerToken; Units != 0 && Units < bound && places < MostPlaces; bound /= 10)
            places++;
        return ToText(places);
    }

    /// <summary>The decimal string of units, the form of JSON and of canonical payloads.</summary>
    public override string ToString() => Units.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public int CompareTo(Tokens other) => Units.CompareTo(other.Units);

    /// <summary>The checked sum.</summary>
    public static Tokens operator +(Tokens left, Tokens right) => new(checked(left.Units + right.Units));

    /// <summary>The checked difference; a negative one throws.</summary>
    public static Tokens operator -(Tokens left, Tokens right) => new(checked(left.Units - right.Units));

    /// <summary>The checked product.</summary>
    public static Tokens operator *(Tokens left, ulong right) => new(checked(left.Units * right));

    /// <summary>Whether left is less.</summary>
    public static bool operator <(Tokens left, Tokens right) => left.Units < right.Units;

    /// <summary>Whether left is greater.</summary>
    public static bool operator >(Tokens left, Tokens right) => left.Units > right.Units;

    /// <summary>Whether left is at most right.</summary>
    public static bool operator <=(Tokens left, Tokens right) => left.Units <= right.Units;

    /// <summary>Whether left is at least right.</summary>
    public static bool operator >=(Tokens left, Tokens right) => left.Units >= right.Units;
}
