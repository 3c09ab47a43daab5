using Render.Network.Proof;

namespace Render.Simulation.Rendering;

/// <summary>What nodes find when they load the scenes of a run; the coordinator's inspection finds nothing wrong with any of them.</summary>
/// <param name="Poisoned">Packages that no node can load.</param>
/// <param name="Deadly">Packages that take the process down which loads them.</param>
/// <param name="Heavy">Packages that need <see cref="SyntheticScenes.Heavy"/> of memory.</param>
internal sealed record SceneSet(IReadOnlySet<Digest> Poisoned, IReadOnlySet<Digest> Deadly, IReadOnlySet<Digest> Heavy)
{
    /// <summary>The scenes of a scenario's jobs: those that begin with <c>poison</c>, with <c>deadly</c> and with <c>heavy</c>.</summary>
    public static SceneSet Of(Scenario scenario) => new(Beginning(scenario, "poison"), Beginning(scenario, "deadly"), Beginning(scenario, "heavy"));

    private static HashSet<Digest> Beginning(Scenario scenario, string with) =>
        [.. scenario.Jobs.Select(job => job.Strategy.Scene(job.Scene)).Where(scene => scene.StartsWith(with, StringComparison.Ordinal)).Select(Digest.OfText)];
}
