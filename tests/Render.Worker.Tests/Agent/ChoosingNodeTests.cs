using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;
using Render.Worker.Choosing;
using Render.Worker.Tests.Support;

namespace Render.Worker.Tests.Agent;

public sealed class ChoosingNodeTests : IDisposable
{
    private static readonly JobId Wanted = Assignments.Render().Task.Id.Job;

    private readonly TemporaryFolder home = new();
    private readonly ScriptedCoordinator coordinator = new();

    public void Dispose()
    {
        coordinator.Dispose();
        home.Dispose();
    }

    [Fact]
    public async Task Node_WithAWish_ClaimsTheBestOfWhatIsOffered()
    {
        coordinator.Offers.AddRange([Offer("job-0", 1), Offer(Wanted.Value, 5)]);
        coordinator.Queue(Assignments.Render());
        await using var node = Start("best-pay");
        await coordinator.Until(seen => seen.Receipts.Count == 1);
        Assert.Equal(Wanted, coordinator.Claims[0].Job);
    }

    [Fact]
    public async Task Node_WhoseChoicesAreTaken_TakesWhatItIsGiven()
    {
        coordinator.Offers.AddRange([Offer("job-0", 9), Offer("job-2", 8)]);
        coordinator.Queue(Assignments.Render());
        await using var node = Start("best-pay");
        await coordinator.Until(seen => seen.Receipts.Count == 1);
        Assert.Equal(["job-0", "job-2", null], coordinator.Claims.Take(3).Select(claim => claim.Job?.Value));
    }

    [Fact]
    public async Task Node_WithNothingOfItsWish_WaitsAsAnyOther()
    {
        coordinator.Offers.Add(Offer("job-0", 9));
        coordinator.Queue(Assignments.Render());
        await using var node = Start("tier:trusted");
        await coordinator.Until(seen => seen.Receipts.Count == 1);
        Assert.Null(coordinator.Claims[0].Job);
        Assert.True(coordinator.Claims[0].WaitSeconds > 0);
    }

    private static JobOffer Offer(string job, ulong pay) =>
        new(JobId.Parse(job), Tier.Economy, ChoiceStanding.Open, Tokens.FromWhole(pay), 1, 1, 0, null, 1, 1, null, []);

    private TestNode Start(string wish) => new(coordinator, home["node"], new NodeParts { Engine = _ => new ScriptedEngine() }, choose: ChoiceWish.Parse(wish));
}
