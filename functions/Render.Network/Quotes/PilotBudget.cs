using Render.Network.Jobs;

namespace Render.Network.Quotes;

/// <summary>How much a pilot may trace. Policy data.</summary>
/// <param name="Blocks">Most blocks; 2 or more.</param>
/// <param name="Samples">Most samples of each pixel; 1 or more.</param>
public sealed record PilotBudget(int Blocks, int Samples)
{
    /// <summary>512 blocks of 4 samples: some 130,000 paths, about a second of one core.</summary>
    public static PilotBudget Default { get; } = new(512, 4);

    /// <summary>128 blocks of 64 samples, for jobs with a noise target: when a block ends, few samples do not tell. At most four times the default's paths; blocks that end early spare theirs.</summary>
    public static PilotBudget Adaptive { get; } = new(128, 64);

    /// <summary>The budget for a shot.</summary>
    public static PilotBudget Of(ShotSettings shot) => shot.NoiseTargetMillionths > 0 ? Adaptive : Default;
}
