using Render.Simulation.Actors;

namespace Render.Simulation.Adversaries;

/// <summary>One thing to measure: adversaries of one kind in a network of one shape.</summary>
/// <param name="Name">Its name in tables and commands.</param>
/// <param name="Strategy">Which strategy it is of; several cells may be of one.</param>
/// <param name="Shape">The network.</param>
internal sealed record Cell(string Name, string Strategy, Shape Shape)
{
    /// <summary>Adversaries' nodes in a run, given their number among them; null: they are honest.</summary>
    public Func<int, Plot, NodeStrategy>? Node { get; init; }

    /// <summary>The adversary among the creators; null: all are honest.</summary>
    public Func<CreatorStrategy>? Creator { get; init; }

    /// <summary>Fraction of blocks that is forged; null: not a question of blocks.</summary>
    public double? Forged { get; init; }

    /// <summary>Identities that only wait, beside the nodes.</summary>
    public int Idle { get; init; }

    /// <summary>Where the jobs' data may be, in a network whose machines stand somewhere: the first two of the last four in Ashburn, all others in Dublin, beside the store. Null: anywhere, and nowhere.</summary>
    public string? Placement { get; init; }

    /// <summary>The scene of the first job.</summary>
    public string Scene { get; init; } = "scene";
}
