using Render.Local.Cli;
using Render.Local.Host;
using Render.Local.Storage;
using Render.Local.Tests.Faults.Support;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.TestScenes;

namespace Render.Local.Tests.Faults;

public sealed class CreatorFaultTests : IAsyncLifetime
{
    private FaultNetwork _network = null!;

    public async Task InitializeAsync() => _network = await FaultNetwork.Start();

    public async Task DisposeAsync() => await _network.DisposeAsync();

    [Fact]
    public async Task Command_WithAWrongToken_EndsAsRefusedInWords()
    {
        new CoordinatorAddress(_network.Host.Address.Url, "not-the-token-at-all").Write(_network.Home.CoordinatorFile);

        var (code, output, error) = await _network.Run("jobs");

        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("admin token", error, StringComparison.Ordinal);
        Assert.Empty(output);
        await _network.StillServes();
    }

    [Fact]
    public async Task Job_OfACreatorWithoutBalance_WaitsQuotedAndRunsOnceFunded()
    {
        var node = await _network.Join("op-a");
        var package = await _network.Store(SampleScenes.Animated());
        var job = (await _network.Post($$"""{ "package": "{{package.Digest}}", "size": "16x8", "samples": 2, "creator": "poor" }""")).Id;
        await _network.Until(async () => (await _network.Job(job)) is { State: JobState.Quoted, Reason: not null });

        var refused = await Refusals.Of(_network.Admin.Post<AcceptQuote, JobView>($"/v1/jobs/{job}/accept", new AcceptQuote(null, null)));

        Assert.Equal(("balance-too-low", 402), (refused.Code, refused.Status));
        Assert.Contains("Fund the account", refused.Fix, StringComparison.Ordinal);
        Assert.Contains("Fund the account", (await _network.Job(job)).Reason, StringComparison.Ordinal);
        await _network.Admin.Post<FaucetRequest, object>("/v1/faucet", new FaucetRequest(CreatorId.Parse("poor"), Tokens.FromWhole(100), "gift"));
        await _network.Admin.Post<AcceptQuote, JobView>($"/v1/jobs/{job}/accept", new AcceptQuote(null, null));
        await _network.Settle(job, node);
    }

    [Fact]
    public async Task SecondCoordinator_OnTheSameFolder_IsRefusedAndTheFirstGoesOn()
    {
        var node = await _network.Join("op-a");
        var job = await _network.Submit();
        var options = new CoordinatorOptions { Home = _network.Home, Port = 0, Inbox = false };

        var error = await Assert.ThrowsAsync<CoordinatorRunningException>(() => CoordinatorHost.Start(options, TimeProvider.System, CancellationToken.None));
        var (code, _, words) = await _network.Run("up", "--port", "0");

        Assert.Contains(_network.Host.Address.Url.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("already runs", words, StringComparison.Ordinal);
        Assert.Contains("stop it", words, StringComparison.Ordinal);
        await _network.Settle(job, node);
    }
}
