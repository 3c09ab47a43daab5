namespace Render.Network.Jobs;

/// <summary>
/// Names of the queues on which sleeping workers are woken, one for each tier. A message there carries nothing: whoever takes it asks the
/// coordinator for a lease like any other node.
/// </summary>
public static class WorkPools
{
    /// <summary>Wakes workers for <see cref="Tier.Economy"/>.</summary>
    public const string Economy = "work-economy";

    /// <summary>Wakes workers for <see cref="Tier.Priority"/>.</summary>
    public const string Priority = "work-priority";

    /// <summary>Wakes workers for <see cref="Tier.Trusted"/>.</summary>
    public const string Trusted = "work-trusted";

    /// <summary>All of them, the most urgent first.</summary>
    public static IReadOnlyList<string> All { get; } = [Trusted, Priority, Economy];

    /// <summary>The pool of a tier.</summary>
    public static string Of(Tier tier) => tier switch
    {
        Tier.Economy => Economy,
        Tier.Priority => Priority,
        Tier.Trusted => Trusted,
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, "No such tier."),
    };
}
