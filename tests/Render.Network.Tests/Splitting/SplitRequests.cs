using FsCheck;
using FsCheck.Fluent;
using Render.Network.Jobs;
using Render.Network.Splitting;

namespace Render.Network.Tests.Splitting;

/// <summary>Jobs to cut.</summary>
public static class SplitRequests
{
    /// <summary>Jobs of at most some hundred thousand pixel-samples, so that each can be counted.</summary>
    public static class Small
    {
        public static Arbitrary<SplitRequest> Requests() => Any(frames: 4, side: 100, samples: 12, workSeconds: 100_000).ToArbitrary();
    }

    /// <summary>Jobs up to the network's bounds.</summary>
    public static class Large
    {
        public static Arbitrary<SplitRequest> Requests() => Any(frames: 100_000, side: 65_536, samples: 1 << 20, workSeconds: 2_000_000_000)
            .Where(request => SplitLimits.FewestTasks(request.Frames.Count, request.Size.Width, request.Size.Height) <= SplitLimits.MostTasks)
            .ToArbitrary();
    }

    // Sizes spread over orders of magnitude: uniform ones would nearly all be huge.
    private static Gen<SplitRequest> Any(int frames, int side, int samples, int workSeconds) =>
        from first in Gen.Choose(0, 50)
        from count in Spread(frames - 50 > 0 ? frames - 50 : frames)
        from width in Spread(side)
        from height in Spread(side)
        from perPixel in Spread(samples)
        from seconds in Spread(workSeconds)
        from nodes in Spread(5_000)
        from speed in Gen.Choose(0, 20_000)
        select new SplitRequest(
            new FrameRange(first, first + count - 1), new ImageSize(width, height), perPixel, WorkUnits.FromUnits(seconds), nodes, (long)speed * nodes);

    private static Gen<int> Spread(int most) =>
        from bits in Gen.Choose(0, 31)
        from value in Gen.Choose(1, Math.Max(1, (int)Math.Min(most, 1L << bits)))
        select value;
}
