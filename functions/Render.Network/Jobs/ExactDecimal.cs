using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Render.Network.Jobs;

/// <summary>Decimals of a bounded number of places, kept as whole numbers of their last place, so that no rounding decides bytes.</summary>
public static class ExactDecimal
{
    /// <summary>Reads a decimal; false where it is none, has more places than the scale, or does not fit.</summary>
    /// <param name="text">Digits, with a point and a sign where need be.</param>
    /// <param name="scale">A power of ten: how many of the last place make one.</param>
    /// <param name="count">The decimal times the scale.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, decimal scale, out int count)
    {
        count = 0;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || decimal.Abs(value) > int.MaxValue / scale || value * scale != decimal.Truncate(value * scale))
            return false;
        count = (int)(value * scale);
        return true;
    }
}
