namespace Render.Tracing.Imaging;

/// <summary>Chooses a row's PNG filter: the one whose bytes, taken as signed, have the least sum of magnitudes (PNG 3rd ed., §12.7).</summary>
internal sealed class PngRowFilter(int rowBytes, int pixelBytes)
{
    private readonly byte[][] _candidates = [.. Enumerable.Range(0, 5).Select(_ => new byte[rowBytes + 1])];
    private readonly byte[] _above = new byte[rowBytes];

    /// <summary>The filter type byte and the filtered row; valid until the next call. Rows must come from the top.</summary>
    public ReadOnlySpan<byte> Best(ReadOnlySpan<byte> row)
    {
        var best = 0;
        var least = long.MaxValue;
        for (var type = 0; type < 5; type++)
        {
            var sum = Apply(type, row, _candidates[type]);
            if (sum < least)
                (best, least) = (type, sum);
        }

        row.CopyTo(_above);
        return _candidates[best];
    }

    /// <summary>The Paeth predictor: of left, above and upper left the one nearest to left + above − upper left.</summary>
    public static int Paeth(int left, int above, int corner)
    {
        var p = left + above - corner;
        var toLeft = Math.Abs(p - left);
        var toAbove = Math.Abs(p - above);
        var toCorner = Math.Abs(p - corner);
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }

    private long Apply(int type, ReadOnlySpan<byte> row, byte[] result)
    {
        long sum = 0;
        result[0] = (byte)type;
        for (var i = 0; i < row.Length; i++)
        {
            var left = i < pixelBytes ? 0 : row[i - pixelBytes];
            int above = _above[i];
            var corner = i < pixelBytes ? 0 : _above[i - pixelBytes];
            var predicted = type switch
            {
                0 => 0,
                1 => left,
                2 => above,
                3 => (left + above) >> 1,
                _ => Paeth(left, above, corner),
            };
            var difference = (byte)(row[i] - predicted);
            result[i + 1] = difference;
            sum += Math.Abs((int)(sbyte)difference);
        }

        return sum;
    }
}
