using FsCheck.Xunit;
using Render.Network.Governance;
using Render.Network.Quotes;

namespace Render.Network.Tests.Quotes;

public class WorkModelTests
{
    [Fact]
    public void Work_Counts_AreWeighedAndRoundedUp() =>
        Assert.Equal(2, WorkModel.Work(new WorkCounts(1, 2, 3, 4), new WorkCoefficients(500_000, 100_000, 10_000, 70_000)).Micros);

    [Property]
    public bool Work_TwoParts_AreTheWholeUpToRounding(uint rays, uint visits, uint tests, uint shadings)
    {
        var (one, other) = (new WorkCounts(rays, visits, tests, shadings), new WorkCounts(shadings, rays, visits, tests));
        var parts = WorkModel.Work(one, new WorkCoefficients()) + WorkModel.Work(other, new WorkCoefficients());
        return parts.Micros - WorkModel.Work(one + other, new WorkCoefficients()).Micros is 0 or 1;
    }

    [Fact]
    public void Counts_TooMany_Throw() => Assert.Throws<OverflowException>(() => new WorkCounts(ulong.MaxValue, 0, 0, 0) + new WorkCounts(1, 0, 0, 0));
}
