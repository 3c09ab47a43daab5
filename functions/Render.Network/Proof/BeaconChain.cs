namespace Render.Network.Proof;

/// <summary>
/// The beacon as everybody sees it: a published anchor = Hⁿ(seed), of which preimages are revealed one by one. Reveal k is Hⁿ⁻ᵏ(seed);
/// reveal 0 is the anchor. Who sees k reveals cannot compute the next, and whoever made the chain cannot choose it any more.
/// </summary>
public static class BeaconChain
{
    /// <summary>Greatest length of a chain: 2²⁰ reveals.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>The element before: SHA-256 of the 32 bytes.</summary>
    public static Digest Previous(Digest element)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        element.CopyTo(bytes);
        return Digest.Of(bytes);
    }

    /// <summary>Whether <paramref name="element"/> is the reveal that follows <paramref name="previous"/> (the anchor, for the first).</summary>
    public static bool Follows(Digest previous, Digest element) => Previous(element) == previous;

    /// <summary>Whether <paramref name="element"/> is reveal <paramref name="index"/> of the chain with <paramref name="anchor"/>: index hashes.</summary>
    public static bool IsReveal(Digest anchor, int index, Digest element)
    {
        if (index is < 0 or > MaxLength) return false;
        for (; index > 0; index--) element = Previous(element);
        return element == anchor;
    }
}
