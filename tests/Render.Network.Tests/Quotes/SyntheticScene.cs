using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Quotes;

namespace Render.Network.Tests.Quotes;

/// <summary>A job whose counts are known everywhere, so that a pilot's estimate can be held against the truth.</summary>
internal sealed record SyntheticScene(FrameRange Frames, ImageSize Size, int Samples, Func<int, int, int, ulong> RaysAt)
{
    /// <summary>Bright and busy in the middle, quiet at the edges, busier with time.</summary>
    public static SyntheticScene Uneven { get; } = new(
        new FrameRange(0, 7),
        new ImageSize(320, 184),
        4,
        static (frame, x, y) => 2 + (ulong)(frame / 2) + (x is > 80 and < 240 && y is > 40 and < 150 ? 9UL : 0UL) + (ulong)((x * 7 + y * 13) % 3));

    public ulong TrueRays
    {
        get
        {
            var sum = 0UL;
            for (var frame = Frames.First; frame <= Frames.Last; frame++)
                sum += Count(frame, Size.Region, Samples).Rays;
            return sum;
        }
    }

    public WorkEstimate Estimate(PilotPlan plan) =>
        PilotEstimator.Estimate(plan, Trace(plan), new WorkCoefficients());

    public IReadOnlyList<PilotSample> Trace(PilotPlan plan) =>
        [.. plan.Blocks.Select(block => new PilotSample(block, Count(block.Frame, block.Region, block.Samples.Count)))];

    private WorkCounts Count(int frame, PixelRegion region, int samples)
    {
        var rays = 0UL;
        for (var y = region.Y; y < region.Y + region.Height; y++)
        {
            for (var x = region.X; x < region.X + region.Width; x++)
                rays += RaysAt(frame, x, y) * (ulong)samples;
        }

        return new WorkCounts(rays, rays * 20, rays * 5, rays / 2);
    }
}
