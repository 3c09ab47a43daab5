using System.Globalization;
using System.Runtime.CompilerServices;

namespace Render.Tracing.Numerics;

/// <summary>
/// The core's scalar: a binary32 whose operators go through <see cref="Exact"/>, so that one source gives the same bytes on every backend.
/// </summary>
/// <remarks>A default value is +0. Comparisons follow IEEE 754: every comparison with NaN but <c>!=</c> is false.</remarks>
public readonly struct Real : IEquatable<Real>
{
    /// <summary>The IEEE 754 binary32 value.</summary>
    public readonly float Value;

    /// <summary>Wraps a float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Real(float value) => Value = value;

    /// <summary>0.</summary>
    public static Real Zero => new(0f);

    /// <summary>1.</summary>
    public static Real One => new(1f);

    /// <summary>+∞.</summary>
    public static Real Infinity => new(float.PositiveInfinity);

    /// <summary>True when neither infinite nor NaN.</summary>
    public bool IsFinite
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (BitConverter.SingleToInt32Bits(Value) & 0x7F800000) != 0x7F800000;
    }

    /// <summary>Wraps a float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Real(float value) => new(value);

    /// <summary>The wrapped float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static explicit operator float(Real value) => value.Value;

    /// <summary>a + b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real operator +(Real a, Real b) => new(Exact.Add(a.Value, b.Value));

    /// <summary>a − b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real operator -(Real a, Real b) => new(Exact.Sub(a.Value, b.Value));

    /// <summary>a · b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real operator *(Real a, Real b) => new(Exact.Mul(a.Value, b.Value));

    /// <summary>a / b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real operator /(Real a, Real b) => new(Exact.Div(a.Value, b.Value));

    /// <summary>Flips the sign bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real operator -(Real a) => new(-a.Value);

    /// <summary>a &lt; b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator <(Real a, Real b) => a.Value < b.Value;

    /// <summary>a &gt; b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator >(Real a, Real b) => a.Value > b.Value;

    /// <summary>a ≤ b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator <=(Real a, Real b) => a.Value <= b.Value;

    /// <summary>a ≥ b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator >=(Real a, Real b) => a.Value >= b.Value;

    /// <summary>a = b (−0 equals +0; NaN equals nothing).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator ==(Real a, Real b) => a.Value == b.Value;

    /// <summary>a ≠ b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator !=(Real a, Real b) => a.Value != b.Value;

    /// <summary><c>a &lt; b ? a : b</c>: the one definition of minimum in the core (a NaN in a gives b).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Min(Real a, Real b) => new(Exact.Min(a.Value, b.Value));

    /// <summary><c>a &gt; b ? a : b</c>: the one definition of maximum in the core (a NaN in a gives b).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Max(Real a, Real b) => new(Exact.Max(a.Value, b.Value));

    /// <summary>min(max(a, lo), hi); a NaN gives lo.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Clamp(Real a, Real lo, Real hi) => new(Exact.Min(Exact.Max(a.Value, lo.Value), hi.Value));

    /// <summary>|a|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Abs(Real a) => new(BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(a.Value) & 0x7FFFFFFF));

    /// <summary>√a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Sqrt(Real a) => new(Exact.Sqrt(a.Value));

    /// <summary>a · b + c with one rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Fma(Real a, Real b, Real c) => new(Exact.Fma(a.Value, b.Value, c.Value));

    /// <summary>The float nearest to the integer (exact up to ±2²⁴).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real FromInt32(int value) => new(Exact.FromInt32(value));

    /// <summary>Rounds towards 0 after clamping to [lo, hi] (both exactly representable); a NaN gives lo.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ToInt32(Real a, int lo, int hi) => Exact.ToInt32(Clamp(a, FromInt32(lo), FromInt32(hi)).Value);

    /// <summary>The IEEE 754 bit pattern.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Bits(Real a) => BitConverter.SingleToInt32Bits(a.Value);

    /// <summary>The value with the given IEEE 754 bit pattern.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real FromBits(int bits) => new(BitConverter.Int32BitsToSingle(bits));

    /// <summary>|magnitude| with the sign bit of <paramref name="sign"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real CopySign(Real magnitude, Real sign) => FromBits((Bits(magnitude) & 0x7FFFFFFF) | (Bits(sign) & int.MinValue));

    /// <inheritdoc/>
    public bool Equals(Real other) => Value.Equals(other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Real other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>The shortest decimal that reads back as the same value.</summary>
    public override string ToString() => Value.ToString("R", CultureInfo.InvariantCulture);
}
