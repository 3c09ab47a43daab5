using Render.Network.Jobs;

namespace Render.Network.Quotes;

/// <summary>A block that a pilot traces.</summary>
/// <param name="Stratum">Number of the stratum it was drawn from.</param>
/// <param name="Frame">The frame.</param>
/// <param name="Region">Its pixels: 8×8, fewer at the frame's edge.</param>
/// <param name="Samples">The samples of each pixel.</param>
public sealed record PilotBlock(int Stratum, int Frame, PixelRegion Region, SampleRange Samples)
{
    /// <summary>Pixels × samples.</summary>
    public long PixelSamples => Region.Pixels * Samples.Count;
}
