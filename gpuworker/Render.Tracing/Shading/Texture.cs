using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;
using Render.Tracing.Views;

namespace Render.Tracing.Shading;

/// <summary>Texture lookup at the base level, nearest or bilinear, decoded before filtering.</summary>
public static class Texture
{
    /// <summary>Filtered linear colour of an sRGB-encoded texture.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Float3 SampleColor<TTexels>(TTexels texels, TextureRecord texture, Float2 uv)
        where TTexels : struct, ITexelView
    {
        Locate(ref texture, uv, out var corners);
        var a = Decode(texels, corners.A);
        if (texture.Nearest != 0)
            return a;
        var top = Lerp(a, Decode(texels, corners.B), corners.FractionX);
        var bottom = Lerp(Decode(texels, corners.C), Decode(texels, corners.D), corners.FractionX);
        return Lerp(top, bottom, corners.FractionY);
    }

    /// <summary>Filtered values of a linear texture, in [0, 1].</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Float3 SampleData<TTexels>(TTexels texels, TextureRecord texture, Float2 uv)
        where TTexels : struct, ITexelView
    {
        Locate(ref texture, uv, out var corners);
        var a = Unpack(texels.Texel(corners.A));
        if (texture.Nearest == 0)
        {
            var top = Lerp(a, Unpack(texels.Texel(corners.B)), corners.FractionX);
            var bottom = Lerp(Unpack(texels.Texel(corners.C)), Unpack(texels.Texel(corners.D)), corners.FractionX);
            a = Lerp(top, bottom, corners.FractionY);
        }
        return a * (1f / 255f);
    }

    /// <summary>Filtered alpha, in [0, 1].</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Real SampleAlpha<TTexels>(TTexels texels, TextureRecord texture, Float2 uv)
        where TTexels : struct, ITexelView
    {
        Locate(ref texture, uv, out var corners);
        var a = Alpha(texels.Texel(corners.A));
        if (texture.Nearest == 0)
        {
            var b = Alpha(texels.Texel(corners.B));
            var c = Alpha(texels.Texel(corners.C));
            var d = Alpha(texels.Texel(corners.D));
            a += (b - a) * corners.FractionX;
            c += (d - c) * corners.FractionX;
            a += (c - a) * corners.FractionY;
        }
        return a * (1f / 255f);
    }

    /// <summary>The coordinates that a texture reads of a point's two sets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float2 Place(ref TextureRecord texture, in TextureCoordinates coordinates)
    {
        var uv = (texture.Coordinates & 1) == 0 ? coordinates.First : coordinates.Second;
        return (texture.Coordinates & TextureRecord.Moved) == 0
            ? uv
            : new(uv.X * texture.Ux + uv.Y * texture.Uy + texture.U0, uv.X * texture.Vx + uv.Y * texture.Vy + texture.V0);
    }

    private static void Locate(ref TextureRecord texture, Float2 uv, out Corners corners)
    {
        var half = texture.Nearest != 0 ? Real.Zero : 0.5f;
        Split(Fold(uv.X, texture.WrapU) * Real.FromInt32(texture.Width) - half, out var x, out corners.FractionX);
        Split(Fold(uv.Y, texture.WrapV) * Real.FromInt32(texture.Height) - half, out var y, out corners.FractionY);
        var x0 = Wrap(x, texture.Width, texture.WrapU);
        var x1 = Wrap(x + 1, texture.Width, texture.WrapU);
        var row0 = texture.Texels + Wrap(y, texture.Height, texture.WrapV) * texture.Width;
        var row1 = texture.Texels + Wrap(y + 1, texture.Height, texture.WrapV) * texture.Width;
        corners.A = row0 + x0;
        corners.B = row0 + x1;
        corners.C = row1 + x0;
        corners.D = row1 + x1;
    }

    /// <summary>Brings a coordinate into one period ([0, 2] when mirrored), or into [−1, 2] when clamped, so that texel numbers stay small.</summary>
    private static Real Fold(Real u, int wrap)
    {
        if (wrap == (int)TextureWrap.Clamp)
            return Real.Clamp(u, -1f, 2f);
        var period = wrap == (int)TextureWrap.Mirror ? (Real)2f : 1f;
        // Beyond 2²² periods nothing of the coordinate's fraction is left.
        var periods = u / period;
        if (!(Real.Abs(periods) < 4194304f))
            return 0f;
        return u - Real.FromInt32(Floor(periods)) * period;
    }

    private static void Split(Real position, out int whole, out Real fraction)
    {
        whole = Floor(position);
        fraction = position - Real.FromInt32(whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Floor(Real a)
    {
        var whole = Exact.ToInt32(a.Value);
        return Real.FromInt32(whole) > a ? whole - 1 : whole;
    }

    /// <summary>Brings a texel number that is at most one period off into [0, size).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Wrap(int texel, int size, int wrap)
    {
        if ((uint)texel < (uint)size)
            return texel;
        if (wrap == (int)TextureWrap.Clamp)
            return texel < 0 ? 0 : size - 1;
        if (wrap == (int)TextureWrap.Mirror)
        {
            var mirrored = texel < 0 ? -1 - texel : 2 * size - 1 - texel;
            return mirrored < 0 ? 0 : mirrored;
        }
        return texel < 0 ? texel + size : texel - size;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Float3 Decode<TTexels>(TTexels texels, int texel)
        where TTexels : struct, ITexelView
    {
        var packed = texels.Texel(texel);
        return new(texels.Linear((int)(packed & 255)), texels.Linear((int)((packed >> 8) & 255)), texels.Linear((int)((packed >> 16) & 255)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real Alpha(uint packed) => Real.FromInt32((int)(packed >> 24));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Float3 Unpack(uint packed) =>
        new(Real.FromInt32((int)(packed & 255)), Real.FromInt32((int)((packed >> 8) & 255)), Real.FromInt32((int)((packed >> 16) & 255)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Float3 Lerp(Float3 a, Float3 b, Real t) => a + (b - a) * t;

    private struct Corners
    {
        internal int A, B, C, D;
        internal Real FractionX, FractionY;
    }
}

/// <summary>A point's texture coordinates.</summary>
public struct TextureCoordinates
{
    /// <summary>Set 0.</summary>
    public Float2 First;

    /// <summary>Set 1.</summary>
    public Float2 Second;
}
