namespace Render.Network.Proof;

/// <summary>Why bytes are not a result file.</summary>
public enum ResultFileError
{
    /// <summary>Shorter than the header.</summary>
    TooShort = 1,

    /// <summary>The first four bytes are not <c>RSUM</c>.</summary>
    BadMagic,

    /// <summary>A version this code does not read.</summary>
    BadVersion,

    /// <summary>An empty region, one off the 8-pixel grid, outside 65,536 × 65,536 pixels, or above <see cref="ResultHeader.MaxPixels"/>.</summary>
    BadRegion,

    /// <summary>A frame above 2³¹ − 1.</summary>
    BadFrame,

    /// <summary>No samples, or a range beyond 2³¹ − 1 or above <see cref="ResultHeader.MaxSamples"/>.</summary>
    BadSamples,

    /// <summary>The block count is not the region's.</summary>
    BadBlockCount,

    /// <summary>The length is not what the header demands.</summary>
    BadLength,

    /// <summary>A block counts more invalid samples than it has samples.</summary>
    ImpossibleInvalid,

    /// <summary>A sum lies beyond what its samples, each clamped, can add up to.</summary>
    ImpossibleSum,

    /// <summary>The blocks' rays add up to more than 64 bits.</summary>
    RaysOverflow,
}
