using FsCheck.Xunit;
using Render.Network.Jobs;
using Render.Network.Splitting;

namespace Render.Network.Tests.Splitting;

public class TargetRunTimeTests
{
    [Theory]
    [InlineData(1, 4, 1_000_000)]
    [InlineData(320, 4, 10_000_000)]
    [InlineData(1_000_000, 4, 60_000_000)]
    public void Micros_ReferenceMachines_IsWorkOverEightNodesClamped(long units, int nodes, long expected) =>
        Assert.Equal(expected, TargetRunTime.Micros(Request(units, nodes, nodes * 1_000)));

    [Fact]
    public void Work_FasterNodes_GetMoreInTheSameTime()
    {
        var request = Request(640, 4, 8_000);

        Assert.Equal(10_000_000, TargetRunTime.Micros(request));
        Assert.Equal(WorkUnits.FromUnits(20), TargetRunTime.Work(request));
    }

    [Property(Arbitrary = [typeof(SplitRequests.Large)])]
    public bool Work_AnyRequest_IsPositiveAndAtMostAMinuteOfMeanSpeed(SplitRequest request)
    {
        var work = TargetRunTime.Work(request).Micros;
        var speed = request.SpeedMilli >= 1 ? request.SpeedMilli : 1_000L * request.Nodes;
        return work >= 1 && work <= (long)Int128.Max(1, (Int128)60_000 * speed / request.Nodes);
    }

    private static SplitRequest Request(long units, int nodes, long speed) =>
        new(new FrameRange(0, 0), new ImageSize(64, 64), 1, WorkUnits.FromUnits(units), nodes, speed);
}
