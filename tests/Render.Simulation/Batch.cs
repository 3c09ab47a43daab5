using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Render.Simulation;

/// <summary>Many runs, one after another; or, shared out by their seeds, in several processes.</summary>
/// <param name="From">The first seed.</param>
/// <param name="Seeds">How many.</param>
/// <param name="Stride">Step from one to the next.</param>
/// <param name="Plant">What is broken on purpose.</param>
/// <param name="Json">Whether programs read.</param>
/// <param name="Trace">Whether all that happens is written.</param>
/// <param name="KeepGoing">Whether to go on after a failure.</param>
internal sealed record Batch(ulong From, int Seeds, ulong Stride, Plant Plant, bool Json, bool Trace, bool KeepGoing)
{
    /// <summary>Runs all.</summary>
    /// <returns>0 where all went well, else 1.</returns>
    public async Task<int> Run(int processes, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        processes = Trace ? 1 : Math.Clamp(processes, 1, Math.Max(1, Seeds));
        var failed = processes == 1 ? await RunHere(cancellationToken) : await Share(processes, cancellationToken);
        if (!Json && Stride == 1)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Seeds} seeds from {From}: {(failed == 0 ? "all hold" : $"{failed} failed")}; {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s"));
        return failed == 0 ? 0 : 1;
    }

    private async Task<int> RunHere(CancellationToken cancellationToken)
    {
        var failed = 0;
        for (var i = 0; i < Seeds && !cancellationToken.IsCancellationRequested; i++)
        {
            var world = new World(Scenario.Of(From + ((ulong)i * Stride)), Plant);
            if (Trace)
                world.Simulator.Trace.Reader = Console.WriteLine;
            var report = await world.Run();
            Console.WriteLine(Json ? JsonSerializer.Serialize(report) : Line(report));
            if (report.Failure is null)
                continue;
            failed++;
            await Console.Error.WriteLineAsync($"Seed {report.Seed} failed. Replay it with: ./render simulate --seeds 1 --from {report.Seed} --trace{(Plant == Plant.None ? "" : $" --plant {Plant}")}");
            if (!KeepGoing)
                break;
        }

        return failed;
    }

    private async Task<int> Share(int processes, CancellationToken cancellationToken)
    {
        var failed = await Task.WhenAll(Enumerable.Range(0, processes).Select(async i =>
        {
            var share = (Seeds / processes) + (i < Seeds % processes ? 1 : 0);
            string[] own =
            [
                "--from", Text(From + ((ulong)i * Stride)), "--seeds", Text((ulong)share), "--stride", Text(Stride * (ulong)processes), "--plant", Plant.ToString(), "--jobs", "1",
                .. Json ? ["--json"] : Array.Empty<string>(), .. KeepGoing ? ["--keep-going"] : Array.Empty<string>(),
            ];
            return await RunSelf(own, Console.WriteLine, cancellationToken) == 0 ? 0 : 1;
        }));
        return failed.Sum();
    }

    /// <summary>Runs this program again, in a process of its own: its own executable, or the runtime with it.</summary>
    /// <param name="arguments">What it is told.</param>
    /// <param name="line">Gets every line that it writes.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <returns>Its exit code.</returns>
    public static async Task<int> RunSelf(IEnumerable<string> arguments, Action<string> line, CancellationToken cancellationToken)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        foreach (var argument in Path.GetFileNameWithoutExtension(program) == "dotnet" ? arguments.Prepend(typeof(Batch).Assembly.Location) : arguments)
            start.ArgumentList.Add(argument);
        using var child = Process.Start(start)!;
        await using var stop = cancellationToken.Register(() => child.Kill());
        while (await child.StandardOutput.ReadLineAsync(CancellationToken.None) is { } written)
            line(written);
        await child.WaitForExitAsync(CancellationToken.None);
        return child.ExitCode;
    }

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Line(RunReport run) => string.Create(
        CultureInfo.InvariantCulture,
        $"seed {run.Seed,6}  {(run.Failure is null ? "ok  " : "FAIL")}  {run.Trace}  {run.Steps,7} steps  {run.VirtualSeconds,6:0} s  {run.Lives,3} lives  {run.PowerCuts,2} power cuts  {run.Entries,5} entries  {run.Accepted}/{run.Tasks} tasks  {string.Join(", ", run.Jobs)}{(run.Failure is null ? "" : $"\n  {run.Failure}")}");
}
