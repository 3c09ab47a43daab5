using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Render.Api;
using Render.Api.Health;
using Render.Lifecycle;
using Render.Lifecycle.Chain;
using Render.Lifecycle.Desks;
using Render.Local.Cli;
using Render.Local.Host.Chain;
using Render.Local.Host.Inbox;
using Render.Local.Storage;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Scenes;
using Render.Tracing.Rendering;

namespace Render.Local.Host;

/// <summary>A coordinator in this process: the only one on its data, recovered before the first request, served until disposed.</summary>
public sealed class CoordinatorHost : IAsyncDisposable
{
    private static readonly Tokens Welcome = Tokens.FromWhole(10_000);

    private readonly CoordinatorLock _lock;
    private readonly WebApplication _web;
    private readonly CancellationTokenSource _stop = new();
    private readonly CoordinatorOptions _options;
    private readonly AzuriteKeeper? _azurite;
    private Task _background = Task.CompletedTask;

    private CoordinatorHost(CoordinatorOptions options, CoordinatorLock held, AzuriteKeeper? azurite, WebApplication web, CoordinatorAddress address) =>
        (_options, _lock, _azurite, _web, Address) = (options, held, azurite, web, address);

    /// <summary>Where it listens, and its token.</summary>
    public CoordinatorAddress Address { get; private set; }

    /// <summary>What it is made of.</summary>
    internal IServiceProvider Services => _web.Services;

    /// <summary>Completes when a background step ended though nobody stopped it: a bug.</summary>
    public Task Background => _background;

    /// <summary>Starts a coordinator; when this returns it serves.</summary>
    /// <exception cref="CoordinatorRunningException">Another one holds the data.</exception>
    /// <exception cref="CommandFailedException">The port is taken, or the data is in another storage.</exception>
    /// <exception cref="Render.Storage.Emulator.AzuriteException">Azurite is asked for and cannot be started.</exception>
    public static async Task<CoordinatorHost> Start(CoordinatorOptions options, TimeProvider time, CancellationToken cancellation)
    {
        options.Home.Create();
        var held = CoordinatorLock.Acquire(options.Home.CoordinatorData, time);
        WebApplication? web = null;
        AzuriteKeeper? azurite = null;
        try
        {
            StorageMark.Demand(options.Home, options.Storage);
            ChainMark.Demand(options.Home, options.Chain);
            if (options.Storage == StorageKind.Azurite)
                azurite = await AzuriteKeeper.Start(options.Home, time, cancellation);
            var identity = CoordinatorIdentity.ReadOrCreate(options.Home.CoordinatorData);
            var ready = new ReadyFlag();
            web = Build(options, azurite, identity, ready, time);
            var host = new CoordinatorHost(options, held, azurite, web, new CoordinatorAddress(new Uri("http://127.0.0.1"), identity.AdminToken, Environment.ProcessId));
            await host.Begin(ready, cancellation);
            return host;
        }
        catch
        {
            if (web is not null)
                await web.DisposeAsync();
            if (azurite is not null)
                await azurite.DisposeAsync();
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        File.Delete(_options.Home.CoordinatorFile);
        await _stop.CancelAsync();
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5)))
            await _web.StopAsync(patience.Token);
        await _background.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _web.DisposeAsync();
        if (_azurite is not null)
            await _azurite.DisposeAsync();
        _lock.Dispose();
        _stop.Dispose();
    }

    private static WebApplication Build(CoordinatorOptions options, AzuriteKeeper? azurite, CoordinatorIdentity identity, ReadyFlag ready, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [], ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddSimpleConsole(line => (line.SingleLine, line.TimestampFormat) = (true, "HH:mm:ss "));
        builder.Logging.SetMinimumLevel(options.Verbose ? LogLevel.Information : LogLevel.Warning);
        // The server's own talk says nothing about the network.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // A start that fails is told by the command, in words; the host would add its stack trace.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(options.Listen, options.Port);
            // Scenes and results bring their own bounds.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Services.AddSingleton(time);
        builder.Services.AddLocalState(options.Home);
        if (azurite is null)
            builder.Services.AddFiles(options.Home);
        else
            builder.Services.AddAzureStorage(azurite.ConnectionString);
        builder.Services.AddRenderScenes(options.ReferenceThreads);
        builder.Services.AddRenderLifecycle(options.Lifecycle(new LifecycleOptions { NetworkName = identity.NetworkName, EngineBuild = EngineBuild.Number, Limits = SpecLimits.Default with { CanDenoise = true }, Faucet = true }));
        builder.Services.AddRenderApi(new RenderApiOptions { AdminToken = identity.AdminToken, IsReady = () => ready.IsSet, Version = BuildVersion.Text });
        builder.Services.AddReadinessCheck<BooksCheck>("books");
        if (options.Chain)
            ChainTools.Adapter().AddTo(builder.Services, ChainMark.Running(options.Home).Settings(options.Home));
        options.Services(builder.Services);
        var web = builder.Build();
        web.MapRenderApi();
        return web;
    }

    private async Task Begin(ReadyFlag ready, CancellationToken cancellation)
    {
        var coordinator = _web.Services.GetRequiredService<Coordinator>();
        var azurite = _azurite?.Run(Log("storage"), _stop.Token) ?? Task.CompletedTask;
        var chain = _web.Services.GetService<IChain>();
        if (chain is not null)
            await chain.Open(cancellation);
        await coordinator.Recover(cancellation);
        await coordinator.Begin(cancellation);
        // A local network's creator can begin at once; the key makes it once.
        await _web.Services.GetRequiredService<INetworkDesk>().Faucet(
            new FaucetRequest(FaucetAccount.Local, Welcome, "welcome"), cancellation);
        try
        {
            await _web.StartAsync(cancellation);
        }
        catch (IOException e) when (e.InnerException is SocketException or Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"Port {_options.Port} is taken by another program.", "Choose another with --port N, or --port 0 for any free one.", e);
        }
        Address = Address with { Url = Listening() };
        _lock.Publish(Address.Url);
        _background = Together(coordinator.Run(_stop.Token), Watch(), azurite, chain?.Run(_stop.Token) ?? Task.CompletedTask);
        ready.Set();
        Address.Write(_options.Home.CoordinatorFile);
    }

    /// <summary>Ends when all have, or at the first fault, which must not stay hidden behind those that go on.</summary>
    private static async Task Together(params Task[] tasks)
    {
        while (tasks.Length > 0)
        {
            var first = await Task.WhenAny(tasks);
            await first;
            tasks = [.. tasks.Where(task => task != first)];
        }
    }

    private async Task Watch()
    {
        if (!_options.Inbox)
            return;
        var inbox = new InboxWatcher(_options.Home.Inbox, _web.Services.GetRequiredService<ICreatorDesk>(), _web.Services.GetRequiredService<TimeProvider>(), Log("inbox"));
        try
        {
            await inbox.Run(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private ILogger Log(string name) => _web.Services.GetRequiredService<ILoggerFactory>().CreateLogger(name);

    private Uri Listening()
    {
        var bound = new Uri(_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var everywhere = _options.Listen.Equals(IPAddress.Any) || _options.Listen.Equals(IPAddress.IPv6Any);
        return everywhere ? new UriBuilder(bound) { Host = "127.0.0.1" }.Uri : bound;
    }
}
