using Render.Network.Jobs;

namespace Render.Network.Quotes;

/// <summary>A part of the job that blocks are drawn from: some successive frames × a rectangle of blocks.</summary>
/// <param name="Frames">The frames.</param>
/// <param name="Region">The pixels, in whole blocks.</param>
public sealed record PilotStratum(FrameRange Frames, PixelRegion Region)
{
    /// <summary>Blocks in the stratum.</summary>
    public long Blocks => Frames.Count * Region.BlockColumns * Region.BlockRows;

    /// <summary>Pixels in the stratum, over all its frames.</summary>
    public long Pixels => Frames.Count * Region.Pixels;
}
