using System.Runtime.CompilerServices;
using ILGPU;
using Render.Tracing.Numerics;
using Render.Tracing.Rendering;
using Render.Tracing.Sampling;

namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>Takes the results of <see cref="OperationKernel"/>, each under its number.</summary>
public interface IOperationResults
{
    /// <summary>Keeps a result.</summary>
    /// <param name="operation">The operation's number.</param>
    /// <param name="bits">The result's bits.</param>
    void Put(int operation, int bits);
}

/// <summary>Every operation that the tracer's arithmetic is made of, on one triple of numbers.</summary>
public static class OperationKernel
{
    /// <summary>Results of one triple.</summary>
    public const int Count = 64;

    /// <summary>Results from 0 up to here are floats, the others integers.</summary>
    public const int Floats = 42;

    /// <summary>Computes the results of one triple.</summary>
    /// <param name="index">Which triple.</param>
    /// <param name="numbers">The triples' bits, one after another.</param>
    /// <param name="results">The results, <see cref="Count"/> for each triple.</param>
    public static void Run(Index1D index, ArrayView<int> numbers, ArrayView<int> results)
    {
        var own = new ViewResults { Results = results, First = index * Count };
        Compute(ref own, numbers[3 * index], numbers[3 * index + 1], numbers[3 * index + 2]);
    }

    /// <summary>Computes the results of one triple.</summary>
    public static void Compute<TResults>(ref TResults results, int a, int b, int c)
        where TResults : struct, IOperationResults
    {
        ComputeFloats(ref results, Real.FromBits(a), Real.FromBits(b), Real.FromBits(c));
        ComputeFunctions(ref results, Real.FromBits(a), Real.FromBits(b));
        ComputeFromIntegers(ref results, a, b, c);
        ComputeIntegers(ref results, Real.FromBits(a), Real.FromBits(b), Real.FromBits(c));
    }

    private static void ComputeFloats<TResults>(ref TResults results, Real a, Real b, Real c)
        where TResults : struct, IOperationResults
    {
        Put(ref results, 0, Exact.Add(a.Value, b.Value));
        Put(ref results, 1, Exact.Sub(a.Value, b.Value));
        Put(ref results, 2, Exact.Mul(a.Value, b.Value));
        Put(ref results, 3, Exact.Div(a.Value, b.Value));
        Put(ref results, 4, Exact.Sqrt(a.Value));
        Put(ref results, 5, Exact.Fma(a.Value, b.Value, c.Value));
        Put(ref results, 6, Exact.Min(a.Value, b.Value));
        Put(ref results, 7, Exact.Max(a.Value, b.Value));
        Put(ref results, 8, Real.Min(a, b));
        Put(ref results, 9, Real.Max(a, b));
        Put(ref results, 10, Real.Clamp(a, b, c));
        Put(ref results, 11, Real.Abs(a));
        Put(ref results, 12, Real.CopySign(a, b));
        Put(ref results, 13, -a);
        Put(ref results, 14, Real.Sqrt(a));
        Put(ref results, 15, Real.Fma(a, b, c));
        // What a driver could contract, and what an optimiser could reassociate.
        Put(ref results, 16, a * b + c);
        Put(ref results, 17, c - a * b);
        Put(ref results, 18, a * b - a * c);
        Put(ref results, 19, a * 3f * 0.1f);
        Put(ref results, 20, a + 1f + 5.9604645e-8f);
        Put(ref results, 21, a / 3f);
        Put(ref results, 22, (a + b) - b);
        Put(ref results, 23, a * 0f);
        Put(ref results, 24, a - a);
        Put(ref results, 25, a / a);
        Put(ref results, 26, a + 0f);
    }

    private static void ComputeFunctions<TResults>(ref TResults results, Real a, Real b)
        where TResults : struct, IOperationResults
    {
        Trigonometry.SinCosTurns(a, out var sin, out var cos);
        Put(ref results, 27, sin);
        Put(ref results, 28, cos);
        Trigonometry.SinCos(a, out sin, out cos);
        Put(ref results, 29, sin);
        Put(ref results, 30, cos);
        Put(ref results, 31, Trigonometry.Atan2(a, b));
        Put(ref results, 32, Trigonometry.Acos(a));
        Put(ref results, 33, Exponentials.Exp(a));
        Put(ref results, 34, Exponentials.Log(a));
        Put(ref results, 35, Exponentials.Pow(a, b));
    }

    private static void ComputeFromIntegers<TResults>(ref TResults results, int a, int b, int c)
        where TResults : struct, IOperationResults
    {
        Put(ref results, 36, Real.FromInt32(a));
        Put(ref results, 37, Exact.FromInt32(a >> 8));
        var random = new SampleStream((uint)a, b, c, a ^ b, b ^ c);
        var pair = random.Pair(c & 0xFF);
        Put(ref results, 38, pair.X);
        Put(ref results, 39, pair.Y);
        Put(ref results, 40, random.Plain(c & 0xFF));
        Put(ref results, 41, (Real)1f / Real.FromBits(a));
    }

    private static void ComputeIntegers<TResults>(ref TResults results, Real a, Real b, Real c)
        where TResults : struct, IOperationResults
    {
        results.Put(42, a < b ? 1 : 0);
        results.Put(43, a > b ? 1 : 0);
        results.Put(44, a <= b ? 1 : 0);
        results.Put(45, a >= b ? 1 : 0);
        results.Put(46, a == b ? 1 : 0);
        results.Put(47, a != b ? 1 : 0);
        results.Put(48, !(a < b) ? 1 : 0);
        results.Put(49, !(a > b) ? 1 : 0);
        results.Put(50, !(a <= b) ? 1 : 0);
        results.Put(51, !(a >= b) ? 1 : 0);
        results.Put(52, !(a == b) ? 1 : 0);
        results.Put(53, a.IsFinite ? 1 : 0);
        results.Put(54, Real.ToInt32(a, -16_777_216, 16_777_216));
        results.Put(55, Real.ToInt32(a, 0, 255));
        results.Put(56, Exact.ToInt32(Real.Clamp(a, -2147483648f, 2147483520f).Value));
        var sum = FixedPoint.From(a);
        results.Put(57, (int)sum);
        results.Put(58, (int)(sum >> 32));
        // Branches whose conditions an optimiser may turn round.
        results.Put(59, Between(a, b, c));
        results.Put(60, Sign(a));
        results.Put(61, Real.Bits(a));
        results.Put(62, a < b && !(b >= c) || a != c ? 1 : 0);
        results.Put(63, (int)Exact.ReverseBits((uint)Real.Bits(a)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Between(Real a, Real low, Real high)
    {
        if (!(a >= low))
            return -1;
        if (!(a <= high))
            return 1;
        return a > low && a < high ? 2 : 0;
    }

    private static int Sign(Real a)
    {
        if (a < 0f)
            return -1;
        if (a > 0f)
            return 1;
        return a == 0f ? 0 : 2;
    }

    private static void Put<TResults>(ref TResults results, int operation, Real value)
        where TResults : struct, IOperationResults => results.Put(operation, Real.Bits(value));

    private struct ViewResults : IOperationResults
    {
        public ArrayView<int> Results;
        public int First;

        public readonly void Put(int operation, int bits) => Results[First + operation] = bits;
    }
}
