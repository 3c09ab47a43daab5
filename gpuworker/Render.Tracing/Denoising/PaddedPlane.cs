namespace Render.Tracing.Denoising;

/// <summary>One number for each pixel of an area, and beyond its borders those of the pixels there, so that patches need no special cases.</summary>
/// <param name="width">Columns.</param>
/// <param name="height">Rows.</param>
/// <param name="margin">Pixels beyond each border.</param>
internal sealed class PaddedPlane(int width, int height, int margin)
{
    /// <summary>Numbers beyond a row's right margin that vectors may read.</summary>
    private const int Overrun = 16;

    /// <summary>The numbers; row by row with margins.</summary>
    public float[] Values { get; } = new float[(width + 2 * margin + Overrun) * (height + 2 * margin)];

    /// <summary>Numbers a row.</summary>
    public int Stride => width + 2 * margin + Overrun;

    /// <summary>A pixel's.</summary>
    public ref float this[int x, int y] => ref Values[At(x, y)];

    /// <summary>Where a pixel's is.</summary>
    public int At(int x, int y) => (y + margin) * Stride + x + margin;

    /// <summary>Repeats the pixels of the borders beyond them.</summary>
    public PaddedPlane Pad()
    {
        for (var y = -margin; y < height + margin; y++)
            for (var x = -margin; x < width + margin; x++)
            {
                if (x < 0 || y < 0 || x >= width || y >= height)
                    this[x, y] = this[Math.Clamp(x, 0, width - 1), Math.Clamp(y, 0, height - 1)];
            }
        return this;
    }

    /// <summary>The mean of each pixel's square of surroundings.</summary>
    public PaddedPlane Blurred(int radius)
    {
        var blurred = new PaddedPlane(width, height, margin);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var sum = 0f;
                var count = 0;
                for (var v = Math.Max(y - radius, 0); v <= Math.Min(y + radius, height - 1); v++)
                    for (var u = Math.Max(x - radius, 0); u <= Math.Min(x + radius, width - 1); u++)
                    {
                        sum += this[u, v];
                        count++;
                    }
                blurred[x, y] = sum / count;
            }
        return blurred.Pad();
    }
}
