using System.Buffers.Binary;

namespace Render.Network.Proof;

/// <summary>
/// Tells a block that an honest but inexact engine rendered from one that was forged. Both sides used the same random numbers, so an
/// honest result follows the reference sample by sample: it differs by rounding, and by the few paths that rounding sends elsewhere. A
/// result with fewer samples, other samples, a blur or an invention differs about as much as two independent renders do.
/// <para>For each value (pixel × channel) let d = node − reference, and e = reference − noise for each noise set. The value is <i>off</i>
/// where |d| exceeds the rounding floor and 4·|d| &gt; |e|. The block is the same where</para>
/// <list type="number">
/// <item>at most a quarter of the comparisons are off. Independent renders: 84 % (the ratio of two normal variables is Cauchy); leaving
/// out one sample in sixteen: 40 %; one path in fifty gone elsewhere at 64 samples: under 10 %;</item>
/// <item>the signs of d above the floor balance: (plus − minus)² ≤ 108·(plus + minus), six standard deviations of a sign test (W. J.
/// Conover, Practical Nonparametric Statistics, 3.4) with the three channels of a pixel counted as one;</item>
/// <item>rays and invalid samples lie within 1/32 of the reference's, and 32.</item>
/// </list>
/// Counting rather than adding squares keeps one firefly from deciding. All arithmetic is in integers, so everybody decides the same.
/// </summary>
public sealed class PairedTest
{
    private const int SignLimit = 36 * 3;

    private readonly long _samples;
    private long _comparisons;
    private long _off;
    private long _plus;
    private long _minus;
    private bool _countsDiffer;

    /// <summary>Starts a test.</summary>
    /// <param name="samples">Samples of each pixel, 1 or more: each may be rounded by one unit.</param>
    public PairedTest(int samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        _samples = samples;
    }

    /// <summary>Comparisons that were off.</summary>
    public long Off => _off;

    /// <summary>Comparisons made.</summary>
    public long Comparisons => _comparisons;

    /// <summary>Whether all that was added is what an honest engine could have rendered.</summary>
    public bool Same => !_countsDiffer && 4 * _off <= _comparisons && (Int128)(_plus - _minus) * (_plus - _minus) <= (Int128)SignLimit * (_plus + _minus);

    /// <summary>Adds a block.</summary>
    /// <param name="dispute">The sums; all of one length.</param>
    /// <param name="node">The leaf the node committed to.</param>
    /// <param name="reference">The reference CPU's leaf.</param>
    public void Add(BlockDispute dispute, in MerkleSum node, in MerkleSum reference)
    {
        _countsDiffer |= !CountsAgree(node, reference);
        for (var at = 0; at < dispute.ReferenceSums.Length; at += 8)
        {
            var expected = Read(dispute.ReferenceSums, at);
            var difference = (Int128)Read(dispute.NodeSums, at) - expected;
            var distance = Int128.Abs(difference);
            var outside = distance > _samples + (Int128.Abs(expected) >> 14);
            if (outside && difference > 0) _plus++;
            if (outside && difference < 0) _minus++;
            foreach (var noise in dispute.NoiseSums)
            {
                _comparisons++;
                if (outside && 4 * distance > Int128.Abs((Int128)expected - Read(noise, at))) _off++;
            }
        }
    }

    /// <summary>Whether rays and invalid samples lie as near to the reference's as an inexact engine's may: within 1/32, and 32.</summary>
    /// <param name="node">The leaf the node committed to.</param>
    /// <param name="reference">The reference CPU's leaf for the same samples.</param>
    public static bool CountsAgree(in MerkleSum node, in MerkleSum reference) => Near(node.Rays, reference.Rays) && Near(node.Invalid, reference.Invalid);

    // Relative floor 2⁻¹⁴: a float's 24 bits less what some hundred operations of a path lose.
    private static long Read(byte[] sums, int at) => BinaryPrimitives.ReadInt64LittleEndian(sums.AsSpan(at, 8));

    private static bool Near(ulong value, ulong reference) => (value > reference ? value - reference : reference - value) <= reference / 32 + 32;
}
