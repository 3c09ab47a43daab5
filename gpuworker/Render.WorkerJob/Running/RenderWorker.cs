using Render.WorkerJob.Health;
using Render.WorkerJob.Settings;

namespace Render.WorkerJob.Running;

/// <summary>The command: its words, then its environment, then the run.</summary>
internal static class RenderWorker
{
    /// <summary>Runs it.</summary>
    /// <returns>A <see cref="WorkerExit"/>.</returns>
    public static async Task<int> Invoke(
        string[] words, Func<string, string?> environment, TextWriter output, TextWriter error, StopSignals signals, TimeProvider clock)
    {
        switch (words)
        {
            case []:
                return await Work(environment, output, error, signals, clock);
            case ["--help" or "-h"]:
                await output.WriteAsync(HelpText.Text());
                return WorkerExit.Done;
            case ["--version"]:
                await output.WriteLineAsync(HelpText.Version);
                return WorkerExit.Done;
            case ["--health"]:
                return await Check(environment, output, clock);
            default:
                await error.WriteLineAsync($"'{string.Join(' ', words)}' is not understood: the worker is set up by its environment. See render-worker --help.");
                return WorkerExit.Usage;
        }
    }

    private static async Task<int> Check(Func<string, string?> environment, TextWriter output, TimeProvider clock)
    {
        var fault = HealthFile.Fault(SettingsReader.HealthFile(new Words(environment)), clock);
        await output.WriteLineAsync(fault ?? "healthy");
        return fault is null ? WorkerExit.Done : WorkerExit.Failed;
    }

    private static async Task<int> Work(
        Func<string, string?> environment, TextWriter output, TextWriter error, StopSignals signals, TimeProvider clock)
    {
        if (new SettingsReader(environment).Read(out var problems) is { } settings)
            return await new WorkerRun(settings, new WorkerLog(output, settings.JsonLog, clock), signals, clock).Run();
        foreach (var problem in problems)
            await error.WriteLineAsync($"render-worker: {problem}");
        await error.WriteLineAsync("render-worker --help explains every variable.");
        return WorkerExit.Usage;
    }
}
