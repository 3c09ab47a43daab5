using System.CommandLine;
using System.Globalization;
using Render.Lifecycle.Chain;
using Render.Lifecycle.Ports;
using Render.Network.Messages;
using Render.Storage.Emulator;
using Render.Tracing.Scenes;
using Render.Worker.Client;

namespace Render.Local.Cli;

/// <summary>Runs a command and turns whatever ends it into an exit code and, if need be, one readable paragraph.</summary>
internal static class CommandRunner
{
    /// <summary>Makes <paramref name="run"/> what <paramref name="command"/> does.</summary>
    public static T Runs<T>(this T command, Surroundings surroundings, Func<CommandContext, CancellationToken, Task<int>> run)
        where T : Command
    {
        command.SetAction((words, cancellation) => Run(words, surroundings, run, cancellation));
        return command;
    }

    private static async Task<int> Run(
        ParseResult words, Surroundings surroundings, Func<CommandContext, CancellationToken, Task<int>> run, CancellationToken cancellation)
    {
        var json = words.CommandResult.Command.Options.Contains(CommonOptions.Json) && words.GetValue(CommonOptions.Json);
        var context = new CommandContext(words, surroundings, new Screen(surroundings, json));
        try
        {
            return await run(context, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await surroundings.Error.WriteLineAsync("render: stopped.");
            return ExitCode.Interrupted;
        }
        catch (Exception e)
        {
            var (code, paragraph) = Explain(e, words.GetValue(CommonOptions.Coordinator));
            await surroundings.Error.WriteLineAsync($"render: {paragraph}");
            if (words.GetValue(CommonOptions.Verbose))
                await surroundings.Error.WriteLineAsync(e.ToString());
            return code;
        }
    }

    /// <summary>The exit code and the paragraph for what ended a command.</summary>
    internal static (int Code, string Paragraph) Explain(Exception e, Uri? coordinator = null) => e switch
    {
        CommandFailedException failed => (failed.ExitCode, failed.Message),
        CoordinatorRefusedException refused => (ExitCode.Refused, Paragraph(refused.Problem)),
        CoordinatorUnreachableException { InnerException: CoordinatorRefusedException { Problem.Status: >= 500 } refused } => (ExitCode.Unreachable, Paragraph(refused.Problem)),
        CoordinatorUnreachableException gone => (
            ExitCode.Unreachable,
            $"The coordinator{(coordinator is null ? "" : $" at {coordinator}")} does not answer: {gone.Message.TrimEnd('.')}. Start it with `render up`, or check --coordinator."),
        SceneException scene => (ExitCode.BadInput, $"{scene.Message} {scene.Fix}".Trim()),
        AzuriteException or ChainMismatchException => (ExitCode.BadInput, e.Message),
        StorageUnavailableException => (ExitCode.Unreachable, e.Message),
        UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException or IOException => (ExitCode.BadInput, $"{e.Message} Check the path, its permissions and the free space."),
        _ => (ExitCode.Bug, $"Something unforeseen happened: {e.Message} Run it again with --verbose and report what it prints."),
    };

    private static string Paragraph(Problem problem)
    {
        var fields = problem.Errors is { Count: > 0 } errors
            ? string.Concat(errors.Select(error => string.Create(CultureInfo.InvariantCulture, $"\n  {error.Field}: {error.Detail}")))
            : "";
        var fix = problem.Fix is { Length: > 0 } way ? $" {way}" : "";
        return $"{problem.Detail}{fix}{fields}";
    }
}
