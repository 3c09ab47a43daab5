using System.Runtime.CompilerServices;
using Render.Tracing.Acceleration;
using Render.Tracing.Compilation;
using Render.Tracing.Paths;
using Render.Tracing.Sampling;
using Render.Tracing.Views;

namespace Render.Tracing.Rendering;

/// <summary>Traces single blocks. The bytes are a function of (scene, settings, pixels, samples) alone; one renderer serves one thread.</summary>
public sealed unsafe class BlockRenderer
{
    private readonly CompiledScene _scene;
    private readonly RenderSettings _settings;
    private readonly FlatArray<WideCaster.Scratch> _scratch = new(1);
    private readonly bool _isWide;

    /// <summary>A renderer of blocks of one frame.</summary>
    /// <param name="scene">The compiled frame.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="scalar">True: use the scalar traversal even where vectors are available; the bytes are the same.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public BlockRenderer(CompiledScene scene, RenderSettings settings, bool scalar = false)
    {
        settings.Check();
        _scene = scene;
        _settings = settings;
        _isWide = WideCaster.IsSupported && !scalar;
    }

    /// <summary>Traces a block, stage by stage until it is done.</summary>
    /// <param name="pixels">Its pixels, at most 8 × 8.</param>
    /// <param name="samples">The samples of each; with a noise target fewer may be traced.</param>
    public BlockResult Trace(TileRegion pixels, TileSamples samples)
    {
        var stages = new BlockStages(pixels, samples, _settings);
        var sums = new long[3 * pixels.Width * pixels.Height];
        while (!stages.IsDone)
        {
            var rays = Render(pixels, stages.Next, sums, out var invalid);
            stages.Add(sums, rays, invalid);
        }
        return stages.Result;
    }

    /// <summary>Traces all samples of a block.</summary>
    /// <param name="pixels">Its pixels, at most 8 × 8.</param>
    /// <param name="samples">The samples of each.</param>
    /// <param name="sums">Receives three sums a pixel, row by row.</param>
    /// <param name="invalid">Samples that were not finite and added 0.</param>
    /// <returns>Rays traced.</returns>
    public ulong Render(TileRegion pixels, TileSamples samples, Span<long> sums, out ulong invalid)
    {
        var counter = default(NoCounter);
        return Render(pixels, samples, sums, ref counter, out invalid);
    }

    /// <summary>Traces all samples of a block and counts the work.</summary>
    /// <param name="pixels">Its pixels, at most 8 × 8.</param>
    /// <param name="samples">The samples of each.</param>
    /// <param name="sums">Receives three sums a pixel, row by row.</param>
    /// <param name="counter">Counts the work.</param>
    /// <param name="invalid">Samples that were not finite and added 0.</param>
    /// <typeparam name="TCounter">What is counted.</typeparam>
    /// <returns>Rays traced.</returns>
    public ulong Render<TCounter>(TileRegion pixels, TileSamples samples, Span<long> sums, ref TCounter counter, out ulong invalid)
        where TCounter : struct, IWorkCounter
    {
        var view = new HostSceneView(_scene);
        ulong rays;
        if (_isWide)
        {
            var caster = new WideCaster(view, _scratch.Pointer);
            rays = Render(ref view, ref caster, ref counter, pixels, samples, sums, out invalid);
        }
        else
        {
            var caster = new ScalarCaster<HostSceneView>(view);
            rays = Render(ref view, ref caster, ref counter, pixels, samples, sums, out invalid);
        }
        // The views are bare pointers.
        GC.KeepAlive(_scene);
        GC.KeepAlive(_scratch);
        return rays;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong Render<TCaster, TCounter>(
        ref HostSceneView view, ref TCaster caster, ref TCounter counter, TileRegion pixels, TileSamples samples, Span<long> sums, out ulong invalid)
        where TCaster : struct, IRayCaster
        where TCounter : struct, IWorkCounter
    {
        var camera = new CameraRays(ref view.Header, _settings.Width, _settings.Height, _settings.Filter);
        var limits = new PathLimits(_settings.Bounces, Strategy: _settings.Strategy, IndirectClamp: _settings.IndirectClamp);
        var rays = 0UL;
        invalid = 0;
        for (var i = 0; i < pixels.Width * pixels.Height; i++)
        {
            var x = pixels.X + i % pixels.Width;
            var y = pixels.Y + i / pixels.Width;
            var pixel = default(PixelSums);
            for (var sample = samples.Start; sample < samples.Start + samples.Count; sample++)
            {
                var random = new SampleStream(_settings.Seed, _settings.Frame, x, y, sample);
                pixel.Add(ref view, ref caster, ref counter, in camera, limits, random, x, y);
            }
            sums[3 * i] = pixel.Red;
            sums[3 * i + 1] = pixel.Green;
            sums[3 * i + 2] = pixel.Blue;
            rays += pixel.Rays;
            invalid += pixel.Invalid;
        }
        return rays;
    }
}
