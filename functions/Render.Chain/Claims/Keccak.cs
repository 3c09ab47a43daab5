using Nethereum.Util;

namespace Render.Chain.Claims;

/// <summary>The EVM's hash.</summary>
internal static class Keccak
{
    /// <summary>keccak256 of all parts, one after the other.</summary>
    public static byte[] Of(params ReadOnlySpan<byte[]> parts)
    {
        var all = new byte[parts.ToArray().Sum(part => part.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(all, at);
            at += part.Length;
        }

        return Sha3Keccack.Current.CalculateHash(all);
    }

    /// <summary>A number as the EVM's 32 bytes.</summary>
    public static byte[] Word(UInt128 value)
    {
        var word = new byte[32];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(word.AsSpan(16), value);
        return word;
    }

    /// <summary>An address as the EVM's 32 bytes.</summary>
    public static byte[] Word(string address)
    {
        var word = new byte[32];
        Convert.FromHexString(address.AsSpan(2)).CopyTo(word, 12);
        return word;
    }
}
