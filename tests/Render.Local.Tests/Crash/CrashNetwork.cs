using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Render.Local.Cli;
using Render.Local.Cli.Commands;
using Render.Local.Cli.Values;
using Render.Local.Cli.Views;
using Render.Local.Host;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Scenes;
using Render.Worker.Client;

namespace Render.Local.Tests.Crash;

/// <summary>A coordinator and nodes as real processes on one home, any of which can be killed and started again.</summary>
internal sealed class CrashNetwork : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly HomeFolder _home;
    private readonly StorageKind _storage;
    private readonly int _port = FreePort();
    private readonly ChildProcess?[] _processes;
    private readonly string _token;

    private CrashNetwork(string home, int nodes, StorageKind storage)
    {
        _home = new HomeFolder(home);
        _storage = storage;
        _processes = new ChildProcess?[1 + nodes];
        _home.Create();
        Directory.CreateDirectory(_home.CoordinatorData);
        _token = CoordinatorIdentity.ReadOrCreate(_home.CoordinatorData).AdminToken;
        Client = CommandContext.Connect(new CoordinatorAddress(Url, _token));
    }

    /// <summary>The creator's side; it may not answer just now.</summary>
    public AdminClient Client { get; }

    /// <summary>How many processes there are; 0 is the coordinator.</summary>
    public int Count => _processes.Length;

    private Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}"));

    /// <summary>Starts all processes.</summary>
    public static CrashNetwork Start(string home, int nodes, StorageKind storage = StorageKind.Files)
    {
        var network = new CrashNetwork(home, nodes, storage);
        for (var i = 0; i < network.Count; i++)
            network.Start(i);
        return network;
    }

    /// <summary>Kills a process as a power cut would, and starts it again.</summary>
    public async Task KillAndRestart(int index)
    {
        // Out of sight before the blow: somebody may be asking at this moment whether all are alive.
        await Interlocked.Exchange(ref _processes[index], null)!.DisposeAsync();
        Start(index);
    }

    /// <summary>Kills the coordinator's Azurite, and waits until the coordinator has started another one.</summary>
    public async Task KillAzurite(CancellationToken cancellation)
    {
        var first = await Azurite(cancellation);
        try
        {
            using var process = Process.GetProcessById(first);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It ended with a coordinator that was killed.
        }

        while (await Azurite(cancellation) == first)
        {
            Demand();
            await Task.Delay(Look, TimeProvider.System, cancellation);
        }
    }

    /// <summary>Asks until the coordinator answers.</summary>
    public async Task<T> Insist<T>(Func<AdminClient, Task<T>> ask, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await ask(Client);
            }
            catch (CoordinatorUnreachableException)
            {
                Demand();
                await Task.Delay(Look, TimeProvider.System, cancellation);
            }
        }
    }

    /// <summary>Submits the small job; the same call again gives the same job.</summary>
    public async Task<JobView> Submit(int frames, CancellationToken cancellation)
    {
        var package = await Insist(
            async client =>
            {
                using var content = new MemoryStream(BundledGltf.Create());
                return await client.Upload("blocks.gltf", content, progress: null, cancellation);
            },
            cancellation);
        var spec = JsonSerializer.SerializeToElement(new { package = package.Digest.ToString(), frames = new FrameRange(0, frames - 1).ToString(), size = "96x56", samples = 24, seed = 7 });
        return await Insist(client => client.Post<SubmitJob, JobView>("/v1/jobs", new SubmitJob(spec, "crash", AutoAccept: true), cancellation), cancellation);
    }

    /// <summary>Waits until so much of the job's work is accepted, or its story is over.</summary>
    public async Task Reach(JobId job, double share, CancellationToken cancellation)
    {
        while (true)
        {
            var now = await Insist(client => client.Get<JobView>($"/v1/jobs/{job}", cancellation), cancellation);
            if (now.Progress >= share || JobEnd.IsReached(now))
                return;
            Demand();
            await Task.Delay(Look, TimeProvider.System, cancellation);
        }
    }

    /// <summary>Waits until enough nodes take paid work.</summary>
    public async Task NodesReady(CancellationToken cancellation)
    {
        while ((await Insist(client => client.Get<IReadOnlyList<NodeView>>("/v1/nodes", cancellation), cancellation)).Count(n => n.Status == NodeStatus.Active) < Count - 1)
        {
            Demand();
            await Task.Delay(Look, TimeProvider.System, cancellation);
        }
    }

    /// <summary>Waits until the job is settled: what it left.</summary>
    public async Task<CrashOutcome> Outcome(JobId job, CancellationToken cancellation)
    {
        var end = await Finish(job, cancellation);
        Assert.True(end.State == JobState.Settled, $"{end.State}: {end.Reason}");
        return new CrashOutcome(await Insist(client => client.Get<JobReceipt>($"/v1/jobs/{job}/receipt", cancellation), cancellation), await Bundle(cancellation));
    }

    /// <summary>Waits until the job's story is over.</summary>
    private async Task<JobView> Finish(JobId job, CancellationToken cancellation)
    {
        while (true)
        {
            var now = await Insist(client => client.Get<JobView>($"/v1/jobs/{job}", cancellation), cancellation);
            if (JobEnd.IsReached(now))
                return now;
            Demand();
            await Task.Delay(Look, TimeProvider.System, cancellation);
        }
    }

    /// <summary>The audit bundle of all the books.</summary>
    private async Task<AuditBundle> Bundle(CancellationToken cancellation)
    {
        var file = Path.Combine(_home.Path, "bundle.zip");
        await Insist(
            async client =>
            {
                await using var destination = File.Create(file);
                await client.Download("/v1/bundle", destination, cancellation);
                return true;
            },
            cancellation);
        return await BundleReader.Read(file, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
            if (process is not null)
                await process.DisposeAsync();
    }

    private void Start(int index)
    {
        string[] words = index == 0
            ? ["up", "--port", _port.ToString(CultureInfo.InvariantCulture), "--lease", "2s", "--heartbeat", "0.3s", "--storage", StorageText.Format(_storage), Leash.Option]
            : ["node", "--coordinator", Url.ToString(), "--name", $"n{index}", "--operator", $"op{index}", "--threads", "1", Leash.Option];
        var name = index == 0 ? "coordinator" : $"n{index}";
        _processes[index] = ChildProcess.Start(name, words, _home.Path, Path.Combine(_home.Path, "logs", name + ".log"));
    }

    /// <summary>The process that the coordinator says is its Azurite; it says so a moment after it was started.</summary>
    private async Task<int> Azurite(CancellationToken cancellation)
    {
        while (!File.Exists(_home.AzuriteFile))
        {
            Demand();
            await Task.Delay(Look, TimeProvider.System, cancellation);
        }

        return JsonSerializer.Deserialize<AzuriteAddress>(await File.ReadAllTextAsync(_home.AzuriteFile, cancellation), JsonSerializerOptions.Web)!.ProcessId;
    }

    /// <summary>Nobody ends without being killed.</summary>
    private void Demand()
    {
        for (var i = 0; i < _processes.Length; i++)
            if (Volatile.Read(ref _processes[i]) is { HasExited: true } process && Volatile.Read(ref _processes[i]) == process)
                Assert.Fail($"{process.Name} ended by itself:\n{process.Tail(30)}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
