using FsCheck;
using FsCheck.Xunit;
using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

public class TierOrderTests
{
    [Fact]
    public void Order_TiersWithNothing_TheDearestComesFirst() => Assert.Equal(
        [Tier.Trusted, Tier.Priority, Tier.Economy], Ordered(new(Tier.Economy, 0, 1), new(Tier.Trusted, 0, 4), new(Tier.Priority, 0, 2)));

    [Fact]
    public void Order_ATierThatHasItsShare_LetsTheOthersIn() => Assert.Equal(
        [Tier.Economy, Tier.Trusted], Ordered(new(Tier.Trusted, 401, 4), new(Tier.Economy, 100, 1)));

    [Property]
    public bool Order_ServingOneByOne_SharesSpeedByWeight(PositiveInt rounds)
    {
        var tiers = new Dictionary<Tier, TierLoad>
        {
            [Tier.Economy] = new(Tier.Economy, 0, 1_000),
            [Tier.Priority] = new(Tier.Priority, 0, 2_000),
            [Tier.Trusted] = new(Tier.Trusted, 0, 4_000),
        };
        for (var round = 0; round < rounds.Get % 500; round++)
        {
            var next = tiers.Values.Order(TierOrder.Comparer).First();
            tiers[next.Tier] = next with { SpeedMilli = next.SpeedMilli + 1_000 };
        }

        // Nobody is further from its share than by one node.
        var all = tiers.Values.Sum(tier => tier.SpeedMilli) / 7_000.0;
        return tiers.Values.All(tier => Math.Abs((tier.SpeedMilli / (double)tier.Weight) - all) <= 1);
    }

    private static IEnumerable<Tier> Ordered(params TierLoad[] tiers) => tiers.Order(TierOrder.Comparer).Select(tier => tier.Tier);
}
