using System.Diagnostics;
using System.Text.Json;

namespace Render.Simulation.Tests;

/// <summary>Runs the simulation in processes of their own: it needs a thread pool of one thread.</summary>
internal static class SimulationProcess
{
    /// <summary>What the objects of a process may take, hexadecimal bytes: 1 GiB, enough for any run, and not for what a hundred runs would leave behind.</summary>
    private const string MostBytes = "0x40000000";

    /// <summary>Runs it, and gives a report a run.</summary>
    public static async Task<IReadOnlyList<RunReport>> Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[typeof(RunReport).Assembly.Location, "--json", .. arguments])
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_GCHeapHardLimit"] = MostBytes;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var reports = new List<RunReport>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            reports.Add(JsonSerializer.Deserialize<RunReport>(line)!);
        await process.WaitForExitAsync();
        Assert.True(reports.Count > 0, await errors);
        return reports;
    }
}
