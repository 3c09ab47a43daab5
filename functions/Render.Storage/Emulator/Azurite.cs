using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Render.Storage.Emulator;

/// <summary>Azurite, the Azure Storage emulator, as a child process on loopback. It ends with this object, and with this process however that ends.</summary>
/// <remarks>
/// Needs Node.js and the launcher that <c>./render</c> installs and names in <c>RENDER_AZURITE</c>. Azurite alone forgets up to five seconds of
/// acknowledged writes when it is killed; under this launcher, which keeps a journal of every change beside its data, it forgets none. What remains
/// between it and Azure Storage: a power cut may take the last moments, since the journal is not flushed to the disk; and its records are in memory,
/// so that it suits thousands of blobs and not millions.
/// </remarks>
public sealed class Azurite : IAsyncDisposable
{
    /// <summary>Names the launcher.</summary>
    public const string Variable = "RENDER_AZURITE";

    // The emulator's account and key are public constants of its documentation.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const int MostTries = 3;

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

    /// <summary>The system's number of it; another one after <see cref="Restart"/>.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts it on a folder; when this returns, it serves. One that still serves the folder, such as that of a killed parent, is waited for.</summary>
    /// <param name="folder">Keeps its data; created where it is missing.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="AzuriteException">It is not installed, or ended before it served.</exception>
    public static async Task<Azurite> Start(string folder, CancellationToken cancellation = default)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var (process, ports) = await Launch(folder, null, cancellation);
                return new Azurite(folder, process, ports);
            }
            catch (AzuriteException e) when (tries < MostTries && e.Message.Contains("EADDRINUSE", StringComparison.Ordinal))
            {
                // Somebody else took a port between its choice and its use: others are chosen.
            }
        }
    }

    /// <summary>Completes when it has ended, however that went.</summary>
    public Task Exited(CancellationToken cancellation = default) => _process.WaitForExitAsync(cancellation);

    /// <summary>Ends it at once, in the middle of whatever it does.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Lets go of it, so that it ends; what it acknowledged is kept.</summary>
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
        var (fresh, _) = await Launch(_folder, Listens, cancellation);
        _process.Dispose();
        _process = fresh;
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
        var process = Begin(start);
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

    private static Process Begin(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new AzuriteException($"Azurite needs Node.js, and 'node' cannot be started: {e.Message}");
        }
    }

    /// <summary>The ports of its three services.</summary>
    /// <param name="Blob">Blobs.</param>
    /// <param name="Queue">Queues.</param>
    /// <param name="Table">Tables.</param>
    public sealed record Ports(int Blob, int Queue, int Table);
}
