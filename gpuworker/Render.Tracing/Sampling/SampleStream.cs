using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;

namespace Render.Tracing.Sampling;

/// <summary>
/// The random numbers of one path: a pure function of (seed, frame, pixel, sample, dimension), so that any block and any range of samples stands alone.
/// </summary>
/// <remarks>
/// Padded 2D Sobol points with hash-based Owen scrambling and shuffling: B. Burley, "Practical Hash-based Owen Scrambling", JCGT 9(4), 2020,
/// with the hash of N. Vegdahl (2021). Everything is kept bit-reversed where that saves a reversal.
/// </remarks>
public readonly struct SampleStream
{
    private readonly uint _pixel;
    private readonly uint _reversedSample;

    /// <summary>The stream of one sample of one pixel.</summary>
    /// <param name="seed">The job's seed.</param>
    /// <param name="frame">Frame number.</param>
    /// <param name="x">Pixel column.</param>
    /// <param name="y">Pixel row.</param>
    /// <param name="sample">Sample index; the first 2ᵏ, and every aligned run of 2ᵏ, are stratified.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SampleStream(uint seed, int frame, int x, int y, int sample)
    {
        _pixel = Mix(Mix(Mix(Mix(seed + 0x9E3779B9u) ^ (uint)frame) ^ (uint)x) ^ (uint)y);
        _reversedSample = Exact.ReverseBits((uint)sample);
    }

    /// <summary>A point of the unit square [0, 1)², from a well-distributed sequence over samples; different dimensions are independent.</summary>
    /// <param name="dimension">Which pair of dimensions; any number.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Float2 Pair(int dimension)
    {
        var seed = Mix(_pixel ^ ((uint)dimension * 0x9E3779B9u));
        var index = Exact.ReverseBits(Scramble(_reversedSample, seed));
        var x = Exact.ReverseBits(Scramble(index, seed * 0x85EBCA6Bu + 1u));
        var y = Exact.ReverseBits(Scramble(SecondDimension(index), seed * 0xC2B2AE35u + 2u));
        return new(ToUnit(x), ToUnit(y));
    }

    /// <summary>A number in [0, 1) without stratification, for decisions that gain nothing from it (roulette).</summary>
    /// <param name="dimension">Which dimension; shares no values with <see cref="Pair"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Real Plain(int dimension) => ToUnit(Mix(Mix(_pixel ^ _reversedSample) + (uint)dimension * 0x9E3779B9u + 0x7F4A7C15u));

    /// <summary>The top 24 bits as a multiple of 2⁻²⁴: exact, and never 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real ToUnit(uint bits) => Real.FromInt32((int)(bits >> 8)) * 5.9604645e-8f;

    /// <summary>The second Sobol dimension, reversed: its generator is Pascal's triangle mod 2, whose products are sums over supersets of bit positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint SecondDimension(uint index)
    {
        index ^= index >> 16;
        index ^= (index >> 8) & 0x00FF00FFu;
        index ^= (index >> 4) & 0x0F0F0F0Fu;
        index ^= (index >> 2) & 0x33333333u;
        return index ^ ((index >> 1) & 0x55555555u);
    }

    /// <summary>Owen scrambling of a bit-reversed number: each bit is flipped by a hash of the lower ones only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Scramble(uint x, uint seed)
    {
        x ^= x * 0x3D20ADEAu;
        x += seed;
        x *= (seed >> 16) | 1u;
        x ^= x * 0x05526C56u;
        return x ^ (x * 0x53A22864u);
    }

    /// <summary>A bijective mix of 32 bits (C. Wellons, "lowbias32").</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Mix(uint x)
    {
        x ^= x >> 16;
        x *= 0x7FEB352Du;
        x ^= x >> 15;
        x *= 0x846CA68Bu;
        return x ^ (x >> 16);
    }
}
