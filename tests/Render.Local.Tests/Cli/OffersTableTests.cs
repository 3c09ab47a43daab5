using Render.Local.Cli.Commands;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Local.Tests.Cli;

public class OffersTableTests
{
    [Fact]
    public void Table_ShowsWhatMayBeClaimedFirstAndWhyNotTheRest()
    {
        var lines = ShowOffers.Table(
        [
            Offer("job-c", ChoiceStanding.NotFit) with { Misfits = [new Misfit(MisfitCode.Reputation, "Trusted needs reputation 800000 ppm, has 420000")] },
            Offer("job-b", ChoiceStanding.TierHasItsShare),
            Offer("job-a", ChoiceStanding.Open) with { FetchBytes = 12_300_000, OpenTasks = 72, Deadline = Examples.Began },
        ]).Lines().ToList();

        Assert.Equal(4, lines.Count);
        Assert.Matches("^job-a +Economy .* 12.3 +72 +2026-03-01 12:00 +– +yes$", lines[1]);
        Assert.EndsWith("no: Trusted needs reputation 800000 ppm, has 420000", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("not now: its tier has more than its share", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Table_OfNothing_SaysSo() => Assert.Equal("Nothing is open that this node is fit for.", Assert.Single(ShowOffers.Table([]).Lines()));

    private static JobOffer Offer(string job, ChoiceStanding standing) =>
        new(JobId.Parse(job), Tier.Economy, standing, Tokens.FromDecimal(0.5m), 12, 30, 0, null, 1, 1, null, []);
}
