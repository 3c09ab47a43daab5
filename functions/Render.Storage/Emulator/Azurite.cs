using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Render.Storage.Emulator;

/// <summary>Azurite, the Azure Storage emulator, as a child process on loopback. It ends with this object, and with this process however that ends.</summary>
/// <remarks>Needs Node.js and the launcher that <c>./render</c> installs and names in <c>RENDER_AZURITE</c>.</remarks>
public sealed class Azurite : IAsyncDisposable
{
    /// <summary>Names the launcher.</summary>
    public const string Variable = "RENDER_AZURITE";

    // The emulator's account and key are public constants of its documentation.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly string _folder;
    private Process _process;

    private Azurite(string folder, Process process, Ports ports) => (_folder, _process, Listens) = (folder, process, ports);

    /// <summary>Where it listens; the same after <see cref="Restart"/>.</summary>
    public Ports Listens { get; }

    /// <summary>For every client of the Azure Storage libraries.</summary>
    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture,
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{Listens.Blob}/{Account};QueueEndpoint=http://127.0.0.1:{Listens.Queue}/{Account};TableEndpoint=http://127.0.0.1:{Listens.Table}/{Account};");

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts it on a folder; when this returns, it serves.</summary>
    /// <param name="folder">Keeps its data; created where it is missing.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="AzuriteException">It is not installed, or ended before it served.</exception>
    public static async Task<Azurite> Start(string folder, CancellationToken cancellation = default)
    {
        var (process, ports) = await Launch(folder, null, cancellation);
        return new Azurite(folder, process, ports);
    }

    /// <summary>Ends it at once, as a power cut would.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Stops it in order: what it acknowledged is on disk.</summary>
    public async Task Stop()
    {
        if (_process.HasExited)
            return;
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await Kill();
        }
    }

    /// <summary>Starts it again on the same data and ports.</summary>
    public async Task Restart(CancellationToken cancellation = default)
    {
        await Stop();
        _process.Dispose();
        (_process, _) = await Launch(_folder, Listens, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Stop();
        _process.Dispose();
    }

    private static async Task<(Process Process, Ports Ports)> Launch(string folder, Ports? ports, CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } launcher || !File.Exists(launcher))
            throw new AzuriteException($"Azurite is not installed: {Variable} names no launcher. Start through ./render, which installs it.");
        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(launcher);
        start.ArgumentList.Add(folder);
        foreach (var port in ports is null ? [] : new[] { ports.Blob, ports.Queue, ports.Table })
            start.ArgumentList.Add(port.ToString(CultureInfo.InvariantCulture));
        var process = Process.Start(start) ?? throw new AzuriteException("Node.js did not start.");
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
                if (line.StartsWith('{'))
                {
                    // Whatever else it says goes nowhere, but must be read: a full pipe would stop it.
                    _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                    return (process, JsonSerializer.Deserialize<Ports>(line, JsonSerializerOptions.Web)!);
                }

            throw new AzuriteException($"Azurite ended before it served: {(await errors).Trim()}");
        }
        catch
        {
            if (!process.HasExited)
                process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>The ports of its three services.</summary>
    /// <param name="Blob">Blobs.</param>
    /// <param name="Queue">Queues.</param>
    /// <param name="Table">Tables.</param>
    public sealed record Ports(int Blob, int Queue, int Table);
}
