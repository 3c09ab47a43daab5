using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Render.Local.Cli;

namespace Render.Local.Host.Chain;

/// <summary>A local EVM as a process: anvil, with its state in a file.</summary>
internal static class Anvil
{
    /// <summary>“Rndr” in ASCII, as a number: no other chain's.</summary>
    public const long ChainId = 0x526E6472;

    /// <summary>The port where nothing is said, as every development chain has it.</summary>
    public const int DefaultPort = 8545;

    // On the leash the shell waits for the end of its input, which comes with the parent's end; then anvil is asked to end, and writes its state.
    private const string Leashed = """log=$1; shift; "$@" >>"$log" 2>&1 </dev/null & child=$!; trap 'kill "$child"' INT TERM; cat >/dev/null; kill "$child" 2>/dev/null; wait "$child" """;

    private const string Free = """log=$1; shift; nohup "$@" >>"$log" 2>&1 </dev/null & echo $!""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Starts it to stay, whatever happens to this process.</summary>
    /// <returns>The system's number of it.</returns>
    /// <exception cref="CommandFailedException">It does not serve.</exception>
    public static async Task<int> StartFree(string folder, int port, TimeProvider time, CancellationToken cancellation)
    {
        using var shell = Start(Free, folder, port);
        var id = int.Parse((await shell.StandardOutput.ReadLineAsync(cancellation))!, CultureInfo.InvariantCulture);
        await Serve(folder, port, time, cancellation);
        return id;
    }

    /// <summary>Starts it on a leash: it ends with what is returned, or with this process.</summary>
    /// <exception cref="CommandFailedException">It does not serve.</exception>
    public static async Task<AnvilLeash> StartLeashed(string folder, int port, TimeProvider time, CancellationToken cancellation)
    {
        var shell = new AnvilLeash(Start(Leashed, folder, port));
        try
        {
            await Serve(folder, port, time, cancellation);
            return shell;
        }
        catch
        {
            await shell.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where a chain of a port is.</summary>
    public static Uri Node(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));

    /// <summary>A port that nobody has.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Process Start(string script, string folder, int port)
    {
        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var word in new[]
        {
            "-c", script, "sh", Log(folder), ChainTools.Tool("anvil"), "--host", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture),
            "--chain-id", ChainId.ToString(CultureInfo.InvariantCulture), "--state", Path.Combine(folder, "state.json"), "--state-interval", "10", "--quiet",
        })
            start.ArgumentList.Add(word);
        return Process.Start(start)!;
    }

    private static async Task Serve(string folder, int port, TimeProvider time, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (await ChainRpc.ChainId(Node(port), cancellation) is not { } found || found != ChainId)
        {
            if (time.GetElapsedTime(began) > Patience)
                throw new CommandFailedException(
                    ExitCode.Failure, $"anvil does not serve on port {port}.", $"Its log is {Log(folder)}; another program may have the port: choose one with --port N.");
            await Task.Delay(Look, time, cancellation);
        }
    }

    private static string Log(string folder) => Path.Combine(folder, "anvil.log");
}

/// <summary>Holds an anvil's leash.</summary>
/// <param name="shell">The shell that keeps it.</param>
internal sealed class AnvilLeash(Process shell) : IAsyncDisposable
{
    /// <summary>Lets go: anvil writes its state and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        shell.Dispose();
    }
}
