namespace Render.Tracing.Imaging;

/// <summary>The CRC of PNG chunks (ISO 3309, reversed polynomial EDB88320).</summary>
public static class Crc32
{
    private static readonly uint[] Table = BuildTable();

    /// <summary>The CRC of some bytes.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="crc">The CRC of what came before, or 0.</param>
    public static uint Of(ReadOnlySpan<byte> data, uint crc = 0)
    {
        var value = ~crc;
        foreach (var b in data)
            value = Table[(byte)value ^ b] ^ (value >> 8);
        return ~value;
    }

    private static uint[] BuildTable()
    {
        var table = new uint[256];
        for (var n = 0u; n < 256; n++)
        {
            var value = n;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) != 0 ? 0xEDB88320u ^ (value >> 1) : value >> 1;
            table[n] = value;
        }

        return table;
    }
}
