using FsCheck.Xunit;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

public class RoundTripsTests
{
    [Fact]
    public void None_HasNothing() => Assert.Equal((null, null, null), (RoundTrips.None.Least, RoundTrips.None.LeastOfLatest, RoundTrips.None.Median));

    [Fact]
    public void With_MoreThanKept_ForgetsTheOldestButNotTheLeast()
    {
        var trips = Enumerable.Range(1, RoundTrips.Kept + 1).Aggregate(RoundTrips.None, (trips, micros) => trips.With(micros * 100));

        Assert.Equal((RoundTrips.Kept, 100, 200), (trips.Latest.Length, trips.Least, trips.LeastOfLatest));
        Assert.Equal(900, trips.Median);
    }

    [Property]
    public bool With_Any_KeepsLeastBelowLatestBelowMedian(int[] micros)
    {
        var trips = micros.Aggregate(RoundTrips.None, (trips, one) => trips.With(Math.Abs((long)one)));
        return micros.Length == 0 || (trips.Least <= trips.LeastOfLatest && trips.LeastOfLatest <= trips.Median && trips.Latest.Contains(trips.Median!.Value));
    }
}
