using FsCheck.Xunit;
using Render.Tracing.Rendering;

namespace Render.Tracing.Tests.Rendering;

public class TileRegionTests
{
    [Property]
    public bool Blocks_OfAnyRegion_CoverEveryPixelOnceInOrder(byte width, byte height)
    {
        var region = new TileRegion(8, 16, width + 1, height + 1);
        var seen = new HashSet<(int, int)>();
        var before = 0;
        for (var block = 0; block < region.BlockCount; block++)
        {
            var pixels = region.Block(block);
            if (region.PixelsBefore(block) != before)
                return false;
            before += pixels.Width * pixels.Height;
            for (var i = 0; i < pixels.Width * pixels.Height; i++)
                seen.Add((pixels.X + i % pixels.Width, pixels.Y + i / pixels.Width));
        }
        return before == region.Width * region.Height && seen.Count == before
            && seen.All(p => p.Item1 >= 8 && p.Item1 < 8 + region.Width && p.Item2 >= 16 && p.Item2 < 16 + region.Height);
    }
}
