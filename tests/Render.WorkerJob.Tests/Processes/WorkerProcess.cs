using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Render.WorkerJob.Tests.Processes;

/// <summary>The built worker as a process of its own, as a container runs it; its log is read as it comes.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Lock gate = new();
    private readonly List<Line> lines = [];
    private readonly Task reading;
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WorkerProcess(Process process)
    {
        this.process = process;
        reading = Task.WhenAll(Read(process.StandardOutput), Read(process.StandardError));
    }

    /// <summary>What it said so far.</summary>
    public IReadOnlyList<Line> Lines
    {
        get
        {
            lock (gate)
                return [.. lines];
        }
    }

    /// <summary>The node that it is; only once it has joined.</summary>
    public string Node => Lines.First(line => line.Event == "Registered").Text.Split(' ', ',')[2];

    /// <summary>Starts it; nothing of this process' own settings reaches it.</summary>
    public static WorkerProcess Start(IReadOnlyDictionary<string, string> environment, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "render-worker.dll"));
        foreach (var word in words)
            start.ArgumentList.Add(word);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("RENDER_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new WorkerProcess(Process.Start(start)!);
    }

    /// <summary>Waits until it says something.</summary>
    public async Task<Line> Until(Func<Line, bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            Task signal;
            lock (gate)
            {
                if (lines.FirstOrDefault(holds) is { } found)
                    return found;
                signal = more.Task;
            }

            if (process.HasExited && reading.IsCompleted)
                Assert.Fail($"It ended with {process.ExitCode} and never said it:\n{this}");
            try
            {
                await Task.WhenAny(signal, reading).WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"It never said it:\n{this}");
            }
        }
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Ended(int seconds = 60)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"It did not end within {seconds} s:\n{this}");
        }

        await reading;
        return process.ExitCode;
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task Kill()
    {
        process.Kill();
        await Ended();
    }

    /// <summary>Asks it to end, as a platform does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await reading;
        process.Dispose();
    }

    public override string ToString() => string.Join('\n', Lines.Select(line => $"{line.Event}: {line.Text}"));

    private async Task Read(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } text)
        {
            TaskCompletionSource before;
            lock (gate)
            {
                lines.Add(Line.Of(text));
                (before, more) = (more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            before.SetResult();
        }
    }

    /// <summary>A line of the log.</summary>
    internal sealed record Line(string Event, string Text, DateTimeOffset Time)
    {
        public static Line Of(string text)
        {
            if (!text.StartsWith('{'))
                return new Line("", text, default);
            using var parsed = JsonDocument.Parse(text);
            return new Line(parsed.RootElement.GetProperty("event").GetString()!, parsed.RootElement.GetProperty("text").GetString()!, parsed.RootElement.GetProperty("time").GetDateTimeOffset());
        }
    }
}
