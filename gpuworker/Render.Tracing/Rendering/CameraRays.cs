using System.Runtime.CompilerServices;
using Render.Tracing.Acceleration;
using Render.Tracing.Numerics;
using Render.Tracing.Sampling;
using Render.Tracing.Views;

namespace Render.Tracing.Rendering;

/// <summary>Rays of a camera that looks along −z, +y up: through a pinhole, a thin lens, or parallel.</summary>
public readonly struct CameraRays
{
    /// <summary>The pair of random numbers that places a ray in its pixel.</summary>
    public const int PixelPair = 0;

    /// <summary>The pair that places it on the lens; paths use those from 1 on.</summary>
    public const int LensPair = -1;

    private readonly Affine _toWorld;
    private readonly Real _pixel;
    private readonly Real _left;
    private readonly Real _top;
    private readonly Real _lens;
    private readonly Real _inverseFocus;
    private readonly int _isOrthographic;
    private readonly PixelFilter _filter;

    /// <summary>The camera of a scene for a frame size; what it sees keeps its height.</summary>
    /// <param name="header">The scene's.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="filter">How rays are placed about their pixel.</param>
    public CameraRays(ref SceneHeader header, int width, int height, PixelFilter filter = PixelFilter.Box)
    {
        _toWorld = header.Camera;
        _pixel = header.HalfHeight * 2f / Real.FromInt32(height);
        _left = Real.FromInt32(width) * 0.5f;
        _top = Real.FromInt32(height) * 0.5f;
        _lens = header.LensRadius;
        _inverseFocus = header.InverseFocus;
        _isOrthographic = header.IsOrthographic;
        _filter = filter;
    }

    /// <summary>The ray of a sample of a pixel.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row, from the top.</param>
    /// <param name="random">The sample's random numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Ray At(int x, int y, SampleStream random)
    {
        var inside = random.Pair(PixelPair);
        if (_filter == PixelFilter.BlackmanHarris)
            inside = BlackmanHarris.Sample(inside);
        if (!(_lens > 0f))
            return At(x, y, inside);
        return At(x, y, inside, random.Pair(LensPair));
    }

    /// <summary>The ray through a point about a pixel and the middle of the lens.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row, from the top.</param>
    /// <param name="inside">Where, from the pixel's corner; in the pixel: [0, 1)².</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Ray At(int x, int y, Float2 inside)
    {
        var right = Right(x, inside);
        var up = Up(y, inside);
        if (_isOrthographic != 0)
            return new(_toWorld.Point(new(right, up, 0f)), Float3.Normalize(-_toWorld.Z));
        return new(_toWorld.T, Float3.Normalize(_toWorld.Direction(new(right, up, -1f))));
    }

    /// <summary>
    /// The ray through a point about a pixel and a point of the lens: all rays of the pixel's point meet where its ray through the middle meets the plane that is in focus.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Ray At(int x, int y, Float2 inside, Float2 onLens)
    {
        var radius = Real.Sqrt(onLens.X) * _lens;
        Trigonometry.SinCosTurns(onLens.Y, out var sin, out var cos);
        var lensX = radius * cos;
        var lensY = radius * sin;
        var right = Right(x, inside);
        var up = Up(y, inside);
        var isParallel = _isOrthographic != 0;
        var origin = new Float3(isParallel ? right + lensX : lensX, isParallel ? up + lensY : lensY, 0f);
        var direction = new Float3((isParallel ? Real.Zero : right) - lensX * _inverseFocus, (isParallel ? Real.Zero : up) - lensY * _inverseFocus, -1f);
        return new(_toWorld.Point(origin), Float3.Normalize(_toWorld.Direction(direction)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Real Right(int x, Float2 inside) => (Real.FromInt32(x) + inside.X - _left) * _pixel;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Real Up(int y, Float2 inside) => (_top - Real.FromInt32(y) - inside.Y) * _pixel;
}
