using System.Collections.Immutable;

namespace Render.Network.Jobs;

/// <summary>What a coordinator accepts.</summary>
public sealed record SpecLimits
{
    /// <summary>Largest sample count whose sum cannot overflow: 65,504 · 2²⁴ · 2²⁰ &lt; 2⁶³.</summary>
    public const int SamplesThatFit = 1 << 20;

    /// <summary>The network's bounds.</summary>
    public static SpecLimits Default { get; } = new();

    /// <summary>Kinds for which this coordinator has an engine.</summary>
    public ImmutableArray<JobKind> Kinds { get; init; } = [JobKind.Render];

    /// <summary>Whether finished frames can be denoised here. Default: no; a host that has the tracer says yes.</summary>
    public bool CanDenoise { get; init; }

    /// <summary>Most pixels of a frame that is denoised, which takes some 70 bytes of memory each: 2²⁵, enough for 7680×4320.</summary>
    public long MostDenoisedPixels { get; init; } = 1 << 25;

    /// <summary>Last frame number, so that task keys sort.</summary>
    public int LastFrame { get; init; } = 99_999;

    /// <summary>Most columns or rows.</summary>
    public int LargestSide { get; init; } = 65_536;

    /// <summary>Most samples of a pixel.</summary>
    public int MostSamples { get; init; } = SamplesThatFit;

    /// <summary>Most scattering events of a path.</summary>
    public int MostBounces { get; init; } = 64;

    /// <summary>Most frames per second.</summary>
    public int HighestRate { get; init; } = 1_000;

    /// <summary>Longest deadline in seconds: a year.</summary>
    public long LongestDeadline { get; init; } = 31_536_000;

    /// <summary>Most samples in the whole job.</summary>
    public long MostTotalSamples { get; init; } = 1_000_000_000_000_000;

    /// <summary>Longest name of a job or a camera in characters.</summary>
    public int LongestName { get; init; } = 64;

    /// <summary>Longest time that a shutter is open, in thousandths of a frame.</summary>
    public int LongestShutter { get; init; } = 1_000;

    /// <summary>Largest exposure up or down, in thousandths of a stop.</summary>
    public int LargestExposure { get; init; } = 20_000;

    /// <summary>Longest list of places.</summary>
    public int MostPlaces { get; init; } = 256;
}
