using System.Runtime.CompilerServices;
using Render.Tracing.Acceleration;
using Render.Tracing.Numerics;
using Render.Tracing.Views;

namespace Render.Tracing.Rendering;

/// <summary>Rays of a pinhole camera that looks along −z, +y up; the pixel filter is a box of one pixel.</summary>
public readonly struct CameraRays
{
    private readonly Affine _toWorld;
    private readonly Real _pixel;
    private readonly Real _left;
    private readonly Real _top;

    /// <summary>The camera of a scene for a frame size; the vertical field of view is kept.</summary>
    public CameraRays(ref SceneHeader header, int width, int height)
    {
        _toWorld = header.Camera;
        _pixel = header.TanHalfYfov * 2f / Real.FromInt32(height);
        _left = Real.FromInt32(width) * 0.5f;
        _top = Real.FromInt32(height) * 0.5f;
    }

    /// <summary>The ray through a point of a pixel.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row, from the top.</param>
    /// <param name="inside">Where in the pixel, [0, 1)².</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Ray At(int x, int y, Float2 inside)
    {
        var right = (Real.FromInt32(x) + inside.X - _left) * _pixel;
        var up = (_top - Real.FromInt32(y) - inside.Y) * _pixel;
        return new(_toWorld.T, Float3.Normalize(_toWorld.Direction(new(right, up, -1f))));
    }
}
