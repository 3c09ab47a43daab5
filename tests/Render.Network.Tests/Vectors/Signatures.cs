using System.Globalization;
using System.Numerics;

namespace Render.Network.Tests.Vectors;

/// <summary>The other half of a signature.</summary>
internal static class Signatures
{
    private static readonly BigInteger Order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>The same signature with s replaced by n − s.</summary>
    public static string Twin(string signature)
    {
        var s = BigInteger.Parse("0" + signature[64..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return signature[..64] + (Order - s).ToString("x64", CultureInfo.InvariantCulture)[^64..];
    }
}
