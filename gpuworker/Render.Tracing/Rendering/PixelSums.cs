using System.Runtime.CompilerServices;
using Render.Tracing.Acceleration;
using Render.Tracing.Numerics;
using Render.Tracing.Paths;
using Render.Tracing.Sampling;
using Render.Tracing.Views;

namespace Render.Tracing.Rendering;

/// <summary>What samples of a pixel add up to: integers, so that no order and no split of the samples changes them.</summary>
public struct PixelSums
{
    /// <summary>Red, in units of 2⁻²⁴.</summary>
    public long Red;

    /// <summary>Green, in units of 2⁻²⁴.</summary>
    public long Green;

    /// <summary>Blue, in units of 2⁻²⁴.</summary>
    public long Blue;

    /// <summary>Rays traced.</summary>
    public ulong Rays;

    /// <summary>Samples that were not finite and added 0.</summary>
    public uint Invalid;

    /// <summary>Traces a sample and adds it.</summary>
    /// <param name="view">The scene.</param>
    /// <param name="caster">Finds hits.</param>
    /// <param name="counter">Counts the work.</param>
    /// <param name="camera">The camera.</param>
    /// <param name="limits">Where paths end.</param>
    /// <param name="random">The sample's random numbers.</param>
    /// <param name="x">The pixel's column.</param>
    /// <param name="y">The pixel's row.</param>
    /// <typeparam name="TView">How the scene is read.</typeparam>
    /// <typeparam name="TCaster">How hits are found.</typeparam>
    /// <typeparam name="TCounter">What is counted.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<TView, TCaster, TCounter>(
        ref TView view, ref TCaster caster, ref TCounter counter, in CameraRays camera, PathLimits limits, SampleStream random, int x, int y)
        where TView : struct, ISceneView
        where TCaster : struct, IRayCaster
        where TCounter : struct, IWorkCounter
    {
        var ray = camera.At(x, y, random);
        Add(PathTracer.Trace(ref view, ref caster, ref counter, random, ray, limits, ref Rays));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(Float3 radiance)
    {
        if (!radiance.IsFinite)
        {
            Invalid++;
            return;
        }
        Red += FixedPoint.From(radiance.X);
        Green += FixedPoint.From(radiance.Y);
        Blue += FixedPoint.From(radiance.Z);
    }
}
