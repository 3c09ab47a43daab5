namespace Render.Benchmarks.Comparison;

/// <summary>The colour spaces of <see cref="Flip"/>: linear Rec. 709, YCxCz and L*a*b*, white at (1, 1, 1).</summary>
internal static class FlipColor
{
    private static readonly double[] ToXyz =
    [
        10135552.0 / 24577794, 8788810.0 / 24577794, 4435075.0 / 24577794,
        2613072.0 / 12288897, 8788810.0 / 12288897, 887015.0 / 12288897,
        1425312.0 / 73733382, 8788810.0 / 73733382, 70074185.0 / 73733382,
    ];

    private static readonly double[] FromXyz = Inverse(ToXyz);

    private static readonly double[] White = Times(ToXyz, [1, 1, 1]);

    /// <summary>Y, Cx and Cz of a picture, each row by row.</summary>
    public static double[][] ToOpponent(LinearPicture picture)
    {
        var pixels = picture.Width * picture.Height;
        double[][] planes = [new double[pixels], new double[pixels], new double[pixels]];
        for (var i = 0; i < pixels; i++)
        {
            var (x, y, z) = Normalized([Clip(picture.Samples[3 * i]), Clip(picture.Samples[3 * i + 1]), Clip(picture.Samples[3 * i + 2])]);
            (planes[0][i], planes[1][i], planes[2][i]) = (116 * y - 16, 500 * (x - y), 200 * (y - z));
        }
        return planes;
    }

    /// <summary>Linear Rec. 709, clipped to [0, 1].</summary>
    public static double[] FromOpponent(double y, double cx, double cz)
    {
        var luminance = (y + 16) / 116;
        return [.. Times(FromXyz, [(cx / 500 + luminance) * White[0], luminance * White[1], (luminance - cz / 200) * White[2]]).Select(Clip)];
    }

    /// <summary>L*, a* and b* of linear Rec. 709.</summary>
    public static double[] ToLab(double[] linear)
    {
        var (x, y, z) = Normalized(linear);
        var (fx, fy, fz) = (Root(x), Root(y), Root(z));
        return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
    }

    private static (double X, double Y, double Z) Normalized(double[] linear)
    {
        var xyz = Times(ToXyz, linear);
        return (xyz[0] / White[0], xyz[1] / White[1], xyz[2] / White[2]);
    }

    private static double Root(double t)
    {
        const double delta = 6.0 / 29;
        return t > delta * delta * delta ? Math.Cbrt(t) : t / (3 * delta * delta) + 4.0 / 29;
    }

    private static double Clip(double value) => value > 0 ? Math.Min(value, 1) : 0;

    private static double Clip(float value) => Clip((double)value);

    private static double[] Times(double[] m, double[] v) =>
        [m[0] * v[0] + m[1] * v[1] + m[2] * v[2], m[3] * v[0] + m[4] * v[1] + m[5] * v[2], m[6] * v[0] + m[7] * v[1] + m[8] * v[2]];

    private static double[] Inverse(double[] m)
    {
        double Minor(int a, int b, int c, int d) => m[a] * m[d] - m[b] * m[c];
        double[] adjugate =
        [
            Minor(4, 5, 7, 8), -Minor(1, 2, 7, 8), Minor(1, 2, 4, 5), -Minor(3, 5, 6, 8), Minor(0, 2, 6, 8), -Minor(0, 2, 3, 5), Minor(3, 4, 6, 7), -Minor(0, 1, 6, 7), Minor(0, 1, 3, 4),
        ];
        var determinant = m[0] * adjugate[0] + m[1] * adjugate[3] + m[2] * adjugate[6];
        return [.. adjugate.Select(value => value / determinant)];
    }
}
