using System.Globalization;

namespace Render.Network.Jobs;

/// <summary>An amount of work: a work unit is one second of the reference machine on the bundled benchmark. Held as whole millionths, 0 or more.</summary>
/// <param name="Micros">Millionths of a work unit.</param>
public readonly record struct WorkUnits(long Micros) : IComparable<WorkUnits>
{
    /// <summary>Millionths in a work unit.</summary>
    public const long PerUnit = 1_000_000;

    /// <summary>No work.</summary>
    public static WorkUnits Zero => default;

    /// <summary>The amount in work units, rounded, for people.</summary>
    public double Units => (double)Micros / PerUnit;

    /// <summary>So many whole work units.</summary>
    /// <exception cref="OverflowException">More than 9.2·10¹² work units.</exception>
    public static WorkUnits FromUnits(long units) => new(checked(units * PerUnit));

    /// <summary>The share <paramref name="numerator"/>/<paramref name="denominator"/> of this amount, rounded up.</summary>
    /// <exception cref="OverflowException">The result does not fit.</exception>
    /// <exception cref="DivideByZeroException"><paramref name="denominator"/> is 0.</exception>
    public WorkUnits Share(UInt128 numerator, UInt128 denominator)
    {
        var (quotient, rest) = UInt128.DivRem(checked((UInt128)Micros * numerator), denominator);
        return new WorkUnits(checked((long)(quotient + (rest == 0 ? UInt128.Zero : UInt128.One))));
    }

    /// <inheritdoc/>
    public int CompareTo(WorkUnits other) => Micros.CompareTo(other.Micros);

    /// <summary>The sum.</summary>
    /// <exception cref="OverflowException">The sum does not fit.</exception>
    public static WorkUnits operator +(WorkUnits left, WorkUnits right) => new(checked(left.Micros + right.Micros));

    /// <inheritdoc/>
    public override string ToString() => Units.ToString("0.######", CultureInfo.InvariantCulture);
}
