using FsCheck;
using FsCheck.Xunit;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Quotes;

namespace Render.Network.Tests.Quotes;

public class PilotPlanTests
{
    private static readonly Digest Key = PilotPlan.Key(Digest.Of("package"u8), Digest.Of("settings"u8));

    [Property(MaxTest = 100)]
    public void Draw_AnyJob_KeepsWithinJobAndBudget(byte frames, PositiveInt width, PositiveInt height, byte samples, byte budget)
    {
        var range = new FrameRange(3, 3 + frames);
        var size = new ImageSize(1 + (width.Get % 5_000), 1 + (height.Get % 5_000));

        var plan = PilotPlan.Draw(range, size, samples + 1, new PilotBudget(budget + 2, 4), Key);

        Assert.InRange(plan.Blocks.Length, 1, budget + 2);
        Assert.All(plan.Blocks, block =>
        {
            Assert.InRange(block.Frame, range.First, range.Last);
            Assert.True(block.Region.X + block.Region.Width <= size.Width && block.Region.Y + block.Region.Height <= size.Height);
            Assert.Equal((0, 0), (block.Region.X % 8, block.Region.Y % 8));
            Assert.Equal(Math.Min(4, samples + 1), block.Samples.Count);
        });
    }

    [Property(MaxTest = 100)]
    public bool Draw_AnyJob_StrataPartitionIt(byte frames, PositiveInt width, PositiveInt height, byte budget)
    {
        var range = new FrameRange(0, frames % 9);
        var size = new ImageSize(1 + (width.Get % 200), 1 + (height.Get % 200));
        var seen = new byte[range.Count * size.Pixels];
        foreach (var stratum in PilotPlan.Draw(range, size, 1, new PilotBudget(budget + 2, 1), Key).Strata)
        {
            for (var frame = stratum.Frames.First; frame <= stratum.Frames.Last; frame++)
            {
                for (var i = 0L; i < stratum.Region.Pixels; i++)
                    seen[(((long)frame * size.Height) + stratum.Region.Y + (i / stratum.Region.Width)) * size.Width + stratum.Region.X + (i % stratum.Region.Width)]++;
            }
        }

        return seen.All(count => count == 1);
    }

    [Property(MaxTest = 50)]
    public bool Draw_EveryStratum_GetsTwoDifferentBlocksWhereItHasTwo(byte frames, PositiveInt side, byte budget)
    {
        var plan = PilotPlan.Draw(new FrameRange(0, frames), new ImageSize(1 + (side.Get % 300), 1 + (side.Get % 170)), 4, new PilotBudget(budget + 2, 4), Key);
        return plan.Strata.Select((stratum, number) => plan.Blocks.Where(block => block.Stratum == number).Distinct().Count() == Math.Min(2, stratum.Blocks)).All(right => right);
    }

    [Fact]
    public void Draw_SameJob_IsTheSame() => Assert.Equal(Draw(Key).Blocks.AsEnumerable(), Draw(Key).Blocks);

    [Fact]
    public void Draw_OtherKey_IsAnother() => Assert.NotEqual(Draw(Key).Blocks.AsEnumerable(), Draw(Digest.Of("other"u8)).Blocks);

    [Fact]
    public void Draw_EveryBlockOfAStratum_IsDrawnEquallyOften()
    {
        // One stratum of four blocks, two of which are drawn: each in half of the draws.
        var hits = new int[4];
        for (var i = 0; i < 2_000; i++)
        {
            var plan = PilotPlan.Draw(new FrameRange(0, 0), new ImageSize(16, 16), 1, new PilotBudget(2, 1), Digest.Of(BitConverter.GetBytes(i)));
            foreach (var block in plan.Blocks)
                hits[(block.Region.X / 8) + (block.Region.Y / 4)]++;
        }

        Assert.All(hits, count => Assert.InRange(count, 900, 1_100));
    }

    private static PilotPlan Draw(Digest key) => PilotPlan.Draw(new FrameRange(0, 23), new ImageSize(640, 360), 16, PilotBudget.Default, key);
}
