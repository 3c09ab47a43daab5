using Render.Network.Messages;

namespace Render.Simulation.Actors.Strategies;

/// <summary>Says that it is ten times as fast as it is and holds any scene; what it then cannot load it gives back.</summary>
internal sealed class HardwareLiar : NodeStrategy
{
    /// <inheritdoc/>
    public override string Name => "hardware-liar";

    /// <inheritdoc/>
    public override bool IsHonest => false;

    /// <inheritdoc/>
    public override RegisterNode Introduce(RegisterNode truth) => truth with
    {
        Facts = truth.Facts with { MemoryBytes = 1L << 40 },
        Benchmark = truth.Benchmark with { Rays = 10 * truth.Benchmark.Rays },
    };

    /// <inheritdoc/>
    public override LeaseFailure? Fails(NodeMachine node, WorkAssignment work) =>
        base.Fails(node, work) ?? (node.IsTooSmall(work) ? LeaseFailure.OutOfMemory : null);
}
