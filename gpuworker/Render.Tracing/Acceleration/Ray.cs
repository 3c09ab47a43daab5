using Render.Tracing.Numerics;

namespace Render.Tracing.Acceleration;

/// <summary>The half-line origin + t·direction, t &gt; 0.</summary>
/// <param name="origin">Where it starts.</param>
/// <param name="direction">Where it goes; of any length but 0: t counts in its length.</param>
public readonly struct Ray(Float3 origin, Float3 direction)
{
    /// <summary>Where the ray starts.</summary>
    public readonly Float3 Origin = origin;

    /// <summary>Where it goes.</summary>
    public readonly Float3 Direction = direction;
}
