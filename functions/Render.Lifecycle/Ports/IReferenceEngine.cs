using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Quotes;

namespace Render.Lifecycle.Ports;

/// <summary>The reference CPU: the engine that the coordinator itself trusts. It counts pilots, audits where no other operator can, and decides disputes.</summary>
public interface IReferenceEngine
{
    /// <summary>Traces a pilot's blocks and counts.</summary>
    /// <param name="scene">What to trace.</param>
    /// <param name="blocks">Which blocks.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>A sample for each block, in their order.</returns>
    /// <exception cref="SceneRefusedException">The scene cannot be rendered as the settings ask, such as by a camera that it does not have.</exception>
    Task<IReadOnlyList<PilotSample>> Count(ReferenceScene scene, IReadOnlyList<PilotBlock> blocks, CancellationToken cancellationToken);

    /// <summary>Renders blocks of a region.</summary>
    /// <param name="scene">What to trace.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="region">The task's region, which numbers the blocks.</param>
    /// <param name="samples">The samples of each pixel; may lie beyond those of the settings, where noise is to be known.</param>
    /// <param name="blocks">The blocks, ascending.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>A result for each block, in their order.</returns>
    Task<IReadOnlyList<RenderedBlock>> Render(
        ReferenceScene scene, int frame, PixelRegion region, SampleRange samples, IReadOnlyList<int> blocks, CancellationToken cancellationToken);

    /// <summary>A challenge for a node that joins: blocks of a bundled scene. The same number gives the same challenge; its files are stored.</summary>
    Task<ValidationChallenge> Challenge(int number, CancellationToken cancellationToken);
}

/// <summary>A scene under settings.</summary>
/// <param name="Package">The package.</param>
/// <param name="Files">Its files, all stored.</param>
/// <param name="Settings">How it is rendered.</param>
public sealed record ReferenceScene(Digest Package, IReadOnlyList<AssignedFile> Files, RenderSettings Settings);

/// <summary>A block as the reference CPU renders it.</summary>
/// <param name="Block">Its number in the region.</param>
/// <param name="Rays">Rays traced.</param>
/// <param name="Invalid">Samples that were not finite.</param>
/// <param name="Sums">Pixels row by row, each 3 × int64 little-endian (red, green, blue) in units of 2⁻²⁴.</param>
public sealed record RenderedBlock(int Block, ulong Rays, ulong Invalid, byte[] Sums);

/// <summary>A task whose answer the reference CPU knows.</summary>
/// <param name="Scene">The scene.</param>
/// <param name="Frame">The frame.</param>
/// <param name="Region">The region.</param>
/// <param name="Samples">The samples.</param>
/// <param name="Blocks">The blocks asked for, ascending; some of the region's.</param>
/// <param name="Counts">What rendering them counts.</param>
public sealed record ValidationChallenge(
    ReferenceScene Scene, int Frame, PixelRegion Region, SampleRange Samples, IReadOnlyList<int> Blocks, WorkCounts Counts);
