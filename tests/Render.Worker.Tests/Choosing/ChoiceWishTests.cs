using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;
using Render.Worker.Choosing;

namespace Render.Worker.Tests.Choosing;

public class ChoiceWishTests
{
    private static readonly JobOffer[] Offers =
    [
        Offer("job-a", Tier.Economy, pay: 1, seconds: 5, fetch: 0),
        Offer("job-b", Tier.Priority, pay: 2, seconds: 60, fetch: 1_000),
        Offer("job-c", Tier.Trusted, pay: 4, seconds: 20, fetch: 1_000),
        Offer("job-d", Tier.Trusted, pay: 9, seconds: 1, fetch: 0) with { Standing = ChoiceStanding.LeftToOthers },
    ];

    [Theory]
    [InlineData("best-pay", "job-c job-b job-a")]
    [InlineData("cached-first", "job-a")]
    [InlineData("short-first", "job-a job-c job-b")]
    [InlineData("tier:trusted", "job-c")]
    [InlineData("tier:Priority", "job-b")]
    [InlineData("job:job-b", "job-b")]
    [InlineData("job:job-d", "")]
    public void Among_ByRule_GivesWhatMayBeClaimedTheBestFirst(string rule, string expected) =>
        Assert.Equal(expected, string.Join(' ', ChoiceWish.Parse(rule).Among(Offers).Select(offer => offer.Job)));

    [Theory]
    [InlineData("")]
    [InlineData("best")]
    [InlineData("tier:gold")]
    [InlineData("tier:3")]
    [InlineData("job:")]
    [InlineData("job:x y")]
    public void Parse_NoRule_SaysWhatIsOne(string text) =>
        Assert.Contains("best-pay", Assert.Throws<FormatException>(() => ChoiceWish.Parse(text)).Message, StringComparison.Ordinal);

    private static JobOffer Offer(string job, Tier tier, ulong pay, double seconds, long fetch) =>
        new(JobId.Parse(job), tier, ChoiceStanding.Open, Tokens.FromWhole(pay), 1, seconds, fetch, null, 3, 1, null, []);
}
