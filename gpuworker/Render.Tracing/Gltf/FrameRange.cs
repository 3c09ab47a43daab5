using Render.Tracing.Numerics;

namespace Render.Tracing.Gltf;

/// <summary>The frames of a scene: 0 … Last, frame f at f / rate seconds.</summary>
/// <param name="Last">The last frame; 0 for a scene that stands still.</param>
/// <param name="FramesPerSecond">&gt; 0.</param>
public readonly record struct FrameRange(int Last, Real FramesPerSecond)
{
    /// <summary>The rate where nothing else is said.</summary>
    public static Real DefaultRate => 24f;

    /// <summary>How many frames there are.</summary>
    public int Count => Last + 1;

    /// <summary>A frame's time, seconds.</summary>
    public Real TimeOf(int frame) => Real.FromInt32(frame) / FramesPerSecond;

    /// <summary>The frames that a duration has at a rate: the last one is not after its end (to a thousandth of a frame).</summary>
    /// <param name="duration">Seconds, ≥ 0.</param>
    /// <param name="rate">Frames per second, &gt; 0.</param>
    public static FrameRange Of(Real duration, Real rate)
    {
        return new(Real.ToInt32(duration * rate + 0.001f, 0, 1_000_000), rate);
    }
}
