using System.Net;
using System.Net.Sockets;
using Render.Local.Cli;
using Render.Local.Cli.Views;
using Render.Local.Host;
using Render.Local.Storage;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Scenes;
using Render.Tracing.Rendering;
using Render.Worker.Client;
using Render.Worker.Identity;
using Render.Worker.Tracer;

namespace Render.Local.Tests.Host;

public sealed class CoordinatorHostTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private CoordinatorOptions Options => new() { Home = new HomeFolder(_folder["home"]), Port = 0 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Coordinator_Started_IsReadyAndFoundByItsFile()
    {
        await using var host = await Start();

        var address = CoordinatorAddress.Read(Options.Home.CoordinatorFile);
        Assert.Equal(host.Address, address);
        Assert.Equal("ready", (await CommandContext.Connect(address!).Get<HealthView>("/v1/health")).Status);
    }

    [Fact]
    public async Task Coordinator_StoppedInOrder_LeavesNoAddress()
    {
        await (await Start()).DisposeAsync();

        Assert.False(File.Exists(Options.Home.CoordinatorFile));
    }

    [Fact]
    public async Task SecondCoordinator_OnTheSameData_IsRefusedAndNamesTheFirst()
    {
        await using var host = await Start();

        var refused = await Assert.ThrowsAsync<CoordinatorRunningException>(Start);

        Assert.Contains(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), refused.Message);
        Assert.Contains(host.Address.Url.ToString(), refused.Message);
    }

    [Fact]
    public async Task Coordinator_StartedAgain_IsTheSameNetworkWithTheSameToken()
    {
        var first = await Start();
        var (token, network) = (first.Address.Token, (await CommandContext.Connect(first.Address).Get<HealthView>("/v1/health")).NetworkId);
        await first.DisposeAsync();

        await using var second = await Start();

        Assert.Equal(token, second.Address.Token);
        Assert.Equal(network, (await CommandContext.Connect(second.Address).Get<HealthView>("/v1/health")).NetworkId);
    }

    [Fact]
    public async Task Creator_OfALocalNetwork_IsWelcomedOnce()
    {
        await (await Start()).DisposeAsync();
        await using var host = await Start();

        var accounts = await CommandContext.Connect(host.Address).Get<IReadOnlyList<AccountView>>("/v1/ledger/accounts");

        Assert.Equal((Int128)Tokens.FromWhole(10_000).Units, accounts.Single(a => a.Account == "creator:local").Balance);
    }

    [Fact]
    public async Task NodeOfTheTracersOwnBuild_IsAdmitted()
    {
        await using var host = await Start();
        using var http = new HttpClient { BaseAddress = host.Address.Url };
        using var identity = NodeIdentity.LoadOrCreate(_folder["node"]);
        using var device = new CpuDevice(1);
        var engine = TracerIdentity.On(device.Identity);
        var facts = new HardwareFacts(engine.DeviceClass, "cpu", 1, 1, 1L << 30, "test", "x64", engine.Build, engine.Digest);

        var registered = await new CoordinatorClient(http, identity, TimeProvider.System).Register(
            new RegisterNode(identity.PublicKey, OperatorId.Parse("op-test"), "node", "local", Tokens.Zero, facts, new BenchmarkResult(1_000_000, 1, 0, 1, Digest.Of("benchmark"u8))),
            CancellationToken.None);

        Assert.Equal((uint)EngineBuild.Number, registered.EngineBuild);
    }

    [Fact]
    public async Task WrongToken_IsRefused()
    {
        await using var host = await Start();

        var refused = await Assert.ThrowsAsync<CoordinatorRefusedException>(
            () => CommandContext.Connect(host.Address with { Token = new string('0', 48) }).Get<IReadOnlyList<JobView>>("/v1/jobs"));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
    }

    [Fact]
    public async Task Port_ThatIsTaken_IsSaidWithTheWayOut()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var options = Options with { Port = ((IPEndPoint)other.LocalEndpoint).Port };

        var failed = await Assert.ThrowsAsync<CommandFailedException>(() => CoordinatorHost.Start(options, TimeProvider.System, CancellationToken.None));

        Assert.Contains("--port", failed.Fix);
        // And the data are free again.
        await using var host = await Start();
    }

    [Fact]
    public async Task Scene_DroppedIntoTheInbox_IsQuotedAndFunded()
    {
        await using var host = await Start();
        var inbox = Options.Home.Inbox;
        Directory.CreateDirectory(inbox);
        await File.WriteAllTextAsync(Path.Combine(inbox, "blocks.job.json"), """{ "size": "64x40", "samples": 2, "frames": "0-1" }""");
        await File.WriteAllBytesAsync(Path.Combine(inbox, "blocks.gltf"), BundledGltf.Create());

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        JobView? job;
        while ((job = (await CommandContext.Connect(host.Address).Get<IReadOnlyList<JobView>>("/v1/jobs", patience.Token)).SingleOrDefault()) is not { Money.Cap.IsZero: false })
            await Task.Delay(50, patience.Token);

        Assert.Equal((64, 40, 2), (job.Width, job.Height, job.Samples));
        Assert.False(JobEnd.IsReached(job));
    }

    private Task<CoordinatorHost> Start() => CoordinatorHost.Start(Options, TimeProvider.System, CancellationToken.None);
}
