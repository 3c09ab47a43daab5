using Render.Tracing.Acceleration;

namespace Render.Benchmarks.Rays;

/// <summary>Something that finds what rays hit, with its loop over the rays inside, so that nothing but the engine's own call is in it.</summary>
internal interface IRayEngine
{
    /// <summary>What it is called in tables.</summary>
    string Name { get; }

    /// <summary>The first hit of each ray below its far end.</summary>
    void Closest(ReadOnlySpan<Ray> rays, ReadOnlySpan<float> far, Span<RayAnswer> answers);

    /// <summary>Whether each ray meets anything below its far end.</summary>
    void Occluded(ReadOnlySpan<Ray> rays, ReadOnlySpan<float> far, Span<RayAnswer> answers);
}

/// <summary>What an engine says of a ray.</summary>
/// <param name="T">Distance of the hit.</param>
/// <param name="Primitive">Number of the triangle among all instances' triangles; −1: a miss. Of occlusion: 0 when something is met.</param>
internal readonly record struct RayAnswer(float T, int Primitive);
