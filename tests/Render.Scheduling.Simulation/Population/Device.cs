namespace Render.Scheduling.Simulation.Population;

/// <summary>A kind of machine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Share">How common it is, relative to the others.</param>
/// <param name="Score">Cycles samples a minute.</param>
/// <param name="MemoryGiB">Memory that a scene may use.</param>
internal sealed record Device(string Name, double Share, double Score, double MemoryGiB)
{
    /// <summary>A work unit a second for a score of so much: a processor of 16 threads with a score of some 330 does 16.</summary>
    public const double ScorePerUnit = 20;

    /// <summary>
    /// Shares of graphics cards as in the Steam hardware survey of 2024 (relative, percent), scores rounded from the medians of Blender Open Data,
    /// and a sixth of machines without a card that counts. Only ratios matter.
    /// </summary>
    public static IReadOnlyList<Device> All { get; } =
    [
        new("RTX 3060", 6.9, 2_350, 12), new("RTX 2060", 4.1, 1_800, 6), new("GTX 1650", 4.1, 420, 4), new("RTX 3060 Ti", 4.05, 2_950, 8),
        new("RTX 3070", 4.0, 3_200, 8), new("GTX 1060", 3.6, 520, 6), new("RTX 3060 mobile", 3.4, 2_000, 6), new("RTX 4060", 2.6, 3_400, 8),
        new("RTX 3080", 2.2, 4_900, 10), new("RTX 4070", 2.1, 6_000, 12), new("GTX 1660 Super", 2.1, 850, 6), new("RTX 4060 Ti", 1.8, 4_100, 8),
        new("RTX 2070 Super", 1.5, 2_500, 8), new("RTX 4090", 0.9, 12_500, 24), new("RTX 4080", 0.8, 9_200, 16), new("RTX 3090", 0.6, 5_900, 24),
        new("processor, 16 threads", 6.0, 330, 24), new("processor, 8 threads", 3.0, 150, 12),
    ];

    /// <summary>The device at a point of the shares' sum, in [0, 1).</summary>
    public static Device At(double point)
    {
        var left = point * All.Sum(device => device.Share);
        foreach (var device in All)
            if ((left -= device.Share) < 0)
                return device;
        return All[^1];
    }
}
