using System.Buffers.Binary;

namespace Render.Network.Tests.Vectors;

/// <summary>Numbers that are drawn by name, and so are the same everywhere.</summary>
internal static class NamedDraw
{
    /// <summary>128 bits.</summary>
    public static UInt128 Bits(string name) => BinaryPrimitives.ReadUInt128LittleEndian(Samples.Digest(name).ToArray());

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static int Number(string name, int least, int most) => least + (int)(Bits(name) % (UInt128)(most - least + 1));

    /// <summary>A number below 2^<paramref name="bits"/>, as often of each length.</summary>
    public static UInt128 Wide(string name, int bits) => Bits(name) >> (128 - Number(name + " bits", 1, bits));
}
