using System.Globalization;

namespace Render.Simulation.Figures;

/// <summary>How values become places on an axis.</summary>
/// <param name="Low">Least value.</param>
/// <param name="High">Greatest value.</param>
/// <param name="Ticks">Values that are named.</param>
/// <param name="Place">A value's place, 0 to 1 between low and high.</param>
/// <param name="Name">A tick's name.</param>
internal sealed record Scale(double Low, double High, IReadOnlyList<double> Ticks, Func<double, double> Place, Func<double, string> Name)
{
    /// <summary>Equal steps.</summary>
    public static Scale Linear(double low, double high, int steps, Func<double, string> name) => new(
        low, high, [.. Enumerable.Range(0, steps + 1).Select(i => low + ((high - low) * i / steps))], value => (Math.Clamp(value, low, high) - low) / (high - low), name);

    /// <summary>Equal ratios.</summary>
    public static Scale Logarithmic(double low, double high, IReadOnlyList<double> ticks, Func<double, string> name) => new(
        low, high, ticks, value => Math.Log(Math.Clamp(value, low, high) / low) / Math.Log(high / low), name);

    /// <summary>Equal ratios on both sides of zero, and equal steps below a least amount, in powers of ten.</summary>
    public static Scale Signed(double least, double low, double high)
    {
        double Bend(double value) => Math.Sign(value) * Math.Log10(1 + (Math.Abs(value) / least));
        var ticks = new List<double> { 0 };
        for (var size = 10 * least; size <= Math.Max(-low, high) * 1.001; size *= 100)
        {
            if (-size >= low)
                ticks.Add(-size);
            if (size <= high)
                ticks.Add(size);
        }

        return new Scale(low, high, ticks, value => (Bend(Math.Clamp(value, low, high)) - Bend(low)) / (Bend(high) - Bend(low)), Power);
    }

    /// <summary>Parts of a hundred.</summary>
    public static string Percent(double value) => string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.###} %");

    /// <summary>A plain number.</summary>
    public static string Plain(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:#,0.#####}");

    /// <summary>An amount of any size.</summary>
    public static string Amount(double value)
    {
        var sign = value < 0 ? "−" : "";
        var size = Math.Abs(value);
        if (size >= 1)
            return sign + string.Create(CultureInfo.InvariantCulture, $"{size:#,0}");
        if (size == 0)
            return "0";
        var exponent = (int)Math.Floor(Math.Log10(size));
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{size / Math.Pow(10, exponent):0.0} · {Tens(exponent)}");
    }

    private static string Power(double value)
    {
        if (value == 0)
            return "0";
        var exponent = (int)Math.Round(Math.Log10(Math.Abs(value)));
        var sign = value < 0 ? "−" : "";
        return exponent is >= -2 and <= 4 ? sign + Plain(Math.Abs(value)) : sign + Tens(exponent);
    }

    private static string Tens(int exponent) => $"10{string.Concat(exponent.ToString(CultureInfo.InvariantCulture).Select(Raise))}";

    private static char Raise(char digit) => digit switch { '-' => '⁻', '1' => '¹', '2' => '²', '3' => '³', _ => (char)('⁰' + (digit - '0')) };
}
