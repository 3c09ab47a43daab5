namespace Render.Network.Proof;

/// <summary>
/// The beacon as its maker holds it: any reveal of a chain of n elements in at most √n hashes, from √n checkpoints. Whoever holds the
/// seed knows all reveals: it is a secret. Not safe for concurrent use.
/// </summary>
public sealed class BeaconGenerator
{
    private readonly int _stride;
    private readonly Digest[] _checkpoints;
    private readonly Digest[] _segment;
    private int _segmentAt = -1;

    /// <summary>Prepares the chain; costs <paramref name="length"/> hashes once.</summary>
    /// <param name="seed">32 secret random bytes.</param>
    /// <param name="length">Number of reveals n, 1 to <see cref="BeaconChain.MaxLength"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of its range.</exception>
    public BeaconGenerator(Digest seed, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, BeaconChain.MaxLength);
        Length = length;
        _stride = Math.Max(1, (int)Math.Sqrt(length));
        _checkpoints = new Digest[length / _stride + 1];
        _segment = new Digest[_stride];
        var element = seed;
        for (var i = 0; i <= length; i++, element = BeaconChain.Previous(element))
        {
            if (i % _stride == 0) _checkpoints[i / _stride] = element;
            if (i == length) Anchor = element;
        }
    }

    /// <summary>Number of reveals.</summary>
    public int Length { get; }

    /// <summary>Hⁿ(seed), published before the first reveal.</summary>
    public Digest Anchor { get; }

    /// <summary>Reveal <paramref name="index"/>: Hⁿ⁻ⁱⁿᵈᵉˣ(seed). In order, a reveal costs one hash on average.</summary>
    /// <param name="index">1 to <see cref="Length"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The chain is used up, or the index below 1.</exception>
    public Digest Reveal(int index)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, Length);
        var hashes = Length - index;
        if (_segmentAt != hashes / _stride) Fill(hashes / _stride);
        return _segment[hashes % _stride];
    }

    private void Fill(int checkpoint)
    {
        var element = _checkpoints[checkpoint];
        for (var i = 0; i < _stride; i++, element = BeaconChain.Previous(element)) _segment[i] = element;
        _segmentAt = checkpoint;
    }
}
