using Render.Tracing.Numerics;

namespace Render.Tracing.Compilation;

/// <summary>Linear values of the 256 sRGB-encoded bytes.</summary>
public static class SrgbTable
{
    /// <summary>Decodes every byte: IEC 61966-2-1, through the core's own <see cref="Exponentials.Pow"/>.</summary>
    public static FlatArray<Real> Build()
    {
        var table = new FlatArray<Real>(256);
        for (var i = 0; i < 256; i++)
        {
            var encoded = Real.FromInt32(i) / 255f;
            table[i] = encoded <= 0.04045f ? encoded / 12.92f : Exponentials.Pow((encoded + 0.055f) / 1.055f, 2.4f);
        }
        return table;
    }
}
