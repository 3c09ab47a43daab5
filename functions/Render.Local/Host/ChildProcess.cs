using System.Diagnostics;

namespace Render.Local.Host;

/// <summary>This program once more, as a child on a <see cref="Leash"/>: what it prints goes to a log file.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _log;

    private ChildProcess(string name, Process process, Task log, string logFile)
    {
        (Name, _process, _log, LogFile) = (name, process, log, logFile);
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Where its output goes.</summary>
    public string LogFile { get; }

    /// <summary>The system's number of it.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>What it answered; only once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Starts this program with other words.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="words">The command line.</param>
    /// <param name="home">Its <c>RENDER_HOME</c>.</param>
    /// <param name="logFile">Takes what it prints; appended to.</param>
    /// <param name="environment">Variables beside those of this process; null for none.</param>
    public static ChildProcess Start(
        string name, IEnumerable<string> words, string home, string logFile, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo
        {
            FileName = Environment.ProcessPath!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // Started as `dotnet Render.Local.dll …`, the process' own path is the dotnet host's.
        if (Path.GetFileNameWithoutExtension(start.FileName) is "dotnet" or "testhost")
        {
            start.FileName = Path.GetFileNameWithoutExtension(start.FileName) == "dotnet" ? start.FileName : "dotnet";
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }
        foreach (var word in words)
            start.ArgumentList.Add(word);
        foreach (var (variable, value) in environment ?? new Dictionary<string, string>())
            start.Environment[variable] = value;
        start.Environment["RENDER_HOME"] = home;
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        Directory.CreateDirectory(Path.GetDirectoryName(logFile)!);
        var log = TextWriter.Synchronized(new StreamWriter(new FileStream(logFile, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true });
        var process = Process.Start(start)!;
        return new ChildProcess(name, process, Task.WhenAll(Copy(process.StandardOutput, log), Copy(process.StandardError, log)).ContinueWith(_ => log.Dispose(), TaskScheduler.Default), logFile);
    }

    /// <summary>Ends it at once, as a power cut would.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Completes when it has ended.</summary>
    public Task Exited(CancellationToken cancellation = default) => _process.WaitForExitAsync(cancellation);

    /// <summary>Lets go of its leash, so that it stops in order, and ends it if it does not within <paramref name="patience"/>.</summary>
    public async Task Stop(TimeSpan patience)
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            using var late = new CancellationTokenSource(patience);
            try
            {
                await _process.WaitForExitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
                await _process.WaitForExitAsync(CancellationToken.None);
            }
        }
        await _log;
    }

    /// <summary>The last lines that it printed.</summary>
    public string Tail(int lines = 12)
    {
        using var reader = new StreamReader(new FileStream(LogFile, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite));
        return string.Join('\n', reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(lines));
    }

    /// <summary>Ends it at once if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        await _log;
        _process.Dispose();
    }

    private static async Task Copy(StreamReader from, TextWriter to)
    {
        while (await from.ReadLineAsync() is { } line)
            await to.WriteLineAsync(line);
    }
}
