using Render.Network.Chunks;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Lifecycle.Ports;

/// <summary>Makes a picture of accepted sums. A pure function of its input: the same frame gives the same bytes, so it may run twice.</summary>
public interface IFrameAssembler
{
    /// <summary>Adds up the parts, divides by the samples, takes out the noise where that is asked for, applies the view and stores the PNG.</summary>
    /// <param name="frame">Which parts.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="SceneRefusedException">The scene by which noise is told cannot be traced here (any more).</exception>
    Task<AssembledFrame> Assemble(FrameParts frame, CancellationToken cancellationToken);

    /// <summary>The frame's light as it is before the view, stored as OpenEXR: linear Rec. 709, 32-bit floats.</summary>
    /// <param name="frame">Which parts; the view is of no matter.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="SceneRefusedException">As of <see cref="Assemble"/>.</exception>
    Task<BlobInfo> AssembleLinear(FrameParts frame, CancellationToken cancellationToken);
}

/// <summary>A frame to assemble.</summary>
/// <param name="Frame">Frame number.</param>
/// <param name="Size">Pixels.</param>
/// <param name="View">How sums become a picture.</param>
/// <param name="Parts">Accepted results that cover every pixel, in task order; sample ranges of one region add up.</param>
public sealed record FrameParts(int Frame, ImageSize Size, ViewSettings View, IReadOnlyList<FramePart> Parts)
{
    /// <summary>
    /// The scene that shows what belongs together where noise is taken out of the frame; no part has samples of both halves then. Default null: the frame stays as its sums say.
    /// </summary>
    public ReferenceScene? Denoised { get; init; }
}

/// <summary>An accepted task's result.</summary>
/// <param name="Region">Its pixels.</param>
/// <param name="Samples">Its samples.</param>
/// <param name="Result">The result file.</param>
public sealed record FramePart(PixelRegion Region, SampleRange Samples, Digest Result);

/// <summary>An assembled frame.</summary>
/// <param name="File">The stored PNG.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Pixels">Digest of its pixels, as the assembler defines it.</param>
public sealed record AssembledFrame(Digest File, long Bytes, Digest Pixels)
{
    /// <summary>The PNG's identifier on IPFS; null: not known.</summary>
    public Cid? Cid { get; init; }

    /// <summary>What <see cref="IFrameAssembler.AssembleLinear"/> would give, where making it again would be dear, as of a frame that was freed of noise; null: it is made when it is asked for.</summary>
    public Digest? Linear { get; init; }
}
