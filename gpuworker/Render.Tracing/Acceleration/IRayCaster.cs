using Render.Tracing.Paths;

namespace Render.Tracing.Acceleration;

/// <summary>Finds what rays hit. Every implementation gives the same canonical hit and the same counts.</summary>
public interface IRayCaster
{
    /// <summary>Finds the first hit in 0 &lt; t &lt; hit.T: the least (t, primitive).</summary>
    /// <param name="ray">World-space ray.</param>
    /// <param name="hit">On entry <see cref="Hit.Nothing"/> with the far end; on return the hit.</param>
    /// <param name="counter">Counts the work.</param>
    /// <typeparam name="TCounter">The kind of counter.</typeparam>
    void Closest<TCounter>(Ray ray, ref Hit hit, ref TCounter counter)
        where TCounter : struct, IWorkCounter;

    /// <summary>True when anything is hit in 0 &lt; t &lt; far.</summary>
    /// <param name="ray">World-space ray.</param>
    /// <param name="far">Exclusive far end.</param>
    /// <param name="counter">Counts the work.</param>
    /// <typeparam name="TCounter">The kind of counter.</typeparam>
    bool Occluded<TCounter>(Ray ray, Numerics.Real far, ref TCounter counter)
        where TCounter : struct, IWorkCounter;
}
