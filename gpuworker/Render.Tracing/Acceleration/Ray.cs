using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;

namespace Render.Tracing.Acceleration;

/// <summary>The half-line origin + t·direction, t &gt; 0.</summary>
public readonly struct Ray
{
    /// <summary>Where the ray starts.</summary>
    public readonly Float3 Origin;

    /// <summary>Where it goes.</summary>
    public readonly Float3 Direction;

    /// <summary>From origin and direction.</summary>
    /// <param name="origin">Where it starts.</param>
    /// <param name="direction">Where it goes; of any length but 0: t counts in its length.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Ray(Float3 origin, Float3 direction)
    {
        Origin = origin;
        Direction = direction;
    }
}
