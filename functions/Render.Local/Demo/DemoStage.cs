using Render.Local.Cli;
using Render.Local.Cli.Values;
using Render.Local.Host;
using Render.Local.Host.Chain;
using Render.Network.Governance;
using Render.Network.Messages;
using Render.Worker.Client;

namespace Render.Local.Demo;

/// <summary>The demo's processes: a coordinator and its nodes, all on a leash. Whatever ends the demo ends them.</summary>
/// <param name="options">What is asked.</param>
/// <param name="time">The clock.</param>
internal sealed class DemoStage(DemoOptions options, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, ChildProcess> _nodes = [];
    private ChildProcess? _coordinator;
    private AnvilLeash? _chain;

    /// <summary>Where the coordinator listens.</summary>
    public CoordinatorAddress Address { get; private set; } = null!;

    /// <summary>Starts a chain with all contracts, under the policy that the coordinator begins with.</summary>
    /// <exception cref="CommandFailedException">It does not start, or the contracts cannot be deployed.</exception>
    public async Task<LocalChain> StartChain(CancellationToken cancellation)
    {
        var home = new HomeFolder(options.State);
        var port = Anvil.FreePort();
        _chain = await Anvil.StartLeashed(home.ChainData, port, time, cancellation);
        return await LocalChain.Deploy(home, port, null, Policy.Default, cancellation);
    }

    /// <summary>Starts the coordinator and waits until it is ready.</summary>
    /// <exception cref="CommandFailedException">It ended, or did not become ready.</exception>
    public async Task<AdminClient> StartCoordinator(CancellationToken cancellation)
    {
        var home = new HomeFolder(options.State);
        File.Delete(home.CoordinatorFile);
        _coordinator = ChildProcess.Start(
            "coordinator",
            ["up", "--nodes", "0", "--port", "0", "--lease", "6s", "--heartbeat", "1s", "--storage", StorageText.Format(options.Storage), .. options.Chain ? ["--chain"] : Array.Empty<string>(), Leash.Option],
            home.Path, LogFile("coordinator"));
        var began = time.GetTimestamp();
        while (true)
        {
            if (_coordinator.HasExited || time.GetElapsedTime(began) > Patience)
                throw new CommandFailedException(ExitCode.Failure, $"The coordinator did not start:\n{_coordinator.Tail()}");
            if (CoordinatorAddress.Read(home.CoordinatorFile) is { } address && address.ProcessId == _coordinator.Id)
            {
                Address = address;
                var network = CommandContext.Connect(address);
                if (await IsReady(network, cancellation))
                    return network;
            }
            await Task.Delay(Look, time, cancellation);
        }
    }

    /// <summary>Starts a node.</summary>
    public void StartNode(DemoNode node)
    {
        List<string> words =
        [
            "node", "--coordinator", Address.Url.ToString(), "--name", node.Name, "--operator", node.Operator, .. node.Fleet.Words, Leash.Option,
        ];
        if (node.Part == DemoPart.Cheats)
            words.AddRange(["--forge", "0.1"]);
        _nodes[node.Name] = ChildProcess.Start(node.Name, words, options.State, LogFile(node.Name));
    }

    /// <summary>Ends a node at once, as a power cut would.</summary>
    public void KillNode(string name) => _nodes[name].Kill();

    /// <summary>The process number of a node.</summary>
    public int ProcessOf(string name) => _nodes[name].Id;

    /// <summary>A process that ended though nobody asked it to; null: none.</summary>
    /// <param name="expected">Nodes that may have ended.</param>
    public ChildProcess? Fallen(Func<string, bool> expected) =>
        _coordinator is { HasExited: true } ? _coordinator : _nodes.Values.FirstOrDefault(node => node.HasExited && !expected(node.Name));

    /// <summary>Stops everything in order: nodes first.</summary>
    public async Task Stop()
    {
        await Task.WhenAll(_nodes.Values.Select(node => node.Stop(TimeSpan.FromSeconds(4))));
        if (_coordinator is not null)
            await _coordinator.Stop(TimeSpan.FromSeconds(8));
        if (_chain is not null)
            await _chain.DisposeAsync();
        _chain = null;
    }

    /// <summary>Ends at once what still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes.Values)
            await node.DisposeAsync();
        if (_coordinator is not null)
            await _coordinator.DisposeAsync();
        if (_chain is not null)
            await _chain.DisposeAsync();
    }

    private string LogFile(string name) => Path.Combine(options.State, "logs", name + ".log");

    private static async Task<bool> IsReady(AdminClient network, CancellationToken cancellation)
    {
        try
        {
            return (await network.Get<HealthView>("/v1/health", cancellation)).Status == "ready";
        }
        catch (CoordinatorUnreachableException)
        {
            return false;
        }
    }
}
