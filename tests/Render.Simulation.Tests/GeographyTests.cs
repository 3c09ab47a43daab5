using Render.Network.Scheduling;
using Render.Simulation.Messaging;

namespace Render.Simulation.Tests;

public sealed class GeographyTests
{
    [Fact]
    public void Way_AcrossTheOcean_IsNeverSoonerThanLightAndTheSameBothWays()
    {
        for (ulong seed = 1; seed <= 50; seed++)
        {
            var globe = new Geography(seed, Geography.Dublin);
            globe.Put("far", Geography.Ashburn);
            var way = globe.Way("far", "coordinator");
            var least = PlaceEvidence.LeastMicros(Geography.Dublin.KilometresTo(Geography.Ashburn).Most);
            Assert.InRange(2 * way.TotalMicroseconds, least, 4 * least);
            Assert.Equal(way, globe.Way("coordinator", "far"));
        }
    }

    [Fact]
    public void Way_BetweenMachinesThatWerePutNowhere_TakesNothing() => Assert.Equal(TimeSpan.Zero, new Geography(1, Geography.Dublin).Way("coordinator", "storage"));
}
