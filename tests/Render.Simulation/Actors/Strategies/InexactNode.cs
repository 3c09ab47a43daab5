using System.Buffers.Binary;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Reputation;
using Render.Simulation.Rendering;

namespace Render.Simulation.Actors.Strategies;

/// <summary>Honest, on a device that rounds in a way of its own: it takes statistical jobs, and its bytes are nobody else's.</summary>
internal sealed class InexactNode : NodeStrategy
{
    /// <inheritdoc/>
    public override string Name => "inexact";

    /// <inheritdoc/>
    public override uint DeviceClass => DeviceClassRule.OpenCL;

    /// <inheritdoc/>
    public override ResultFile Render(NodeMachine node, WorkAssignment work)
    {
        // Rounds everything one way, by 2⁻¹⁷ at most: an engine's rounding is no noise.
        var parts = 1L << 17;
        var up = node.Id.Value[^1] % 2 == 0 ? 1 : -1;
        return SyntheticScene.Result(work.Task, block => Rounded(block, sum => sum + (up * (sum / parts))));
    }

    private static RenderedBlock Rounded(RenderedBlock block, Func<long, long> round)
    {
        var sums = new byte[block.Sums.Length];
        for (var at = 0; at < sums.Length; at += sizeof(long))
            BinaryPrimitives.WriteInt64LittleEndian(sums.AsSpan(at), round(BinaryPrimitives.ReadInt64LittleEndian(block.Sums.AsSpan(at))));
        return block with { Sums = sums };
    }
}
