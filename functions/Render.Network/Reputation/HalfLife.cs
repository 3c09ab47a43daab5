namespace Render.Network.Reputation;

/// <summary>Exponential decay, from IEEE multiplications and square roots alone, so that every machine gets the same bits.</summary>
public static class HalfLife
{
    /// <summary>Bits of the fraction of a half-life that count: 2⁻³², far less than a second of 30 days.</summary>
    private const int FractionBits = 32;

    /// <summary>2⁻ˣ: the square roots of a half for the bits of x's fraction, and a halving for each whole.</summary>
    /// <param name="halfLives">x, 0 or more; beyond 1,074 the result is zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">x is negative or not a number.</exception>
    public static double Factor(double halfLives)
    {
        if (!(halfLives >= 0)) throw new ArgumentOutOfRangeException(nameof(halfLives), halfLives, "Time runs forward.");
        var whole = Math.Floor(halfLives);
        if (whole > 1074) return 0;
        var factor = 1.0;
        var fraction = halfLives - whole;
        var root = 0.5;
        for (var i = 0; i < FractionBits; i++)
        {
            root = Math.Sqrt(root);
            fraction *= 2;
            if (!(fraction >= 1)) continue;
            factor *= root;
            fraction -= 1;
        }

        for (; whole > 0; whole--) factor *= 0.5;
        return factor;
    }
}
