using System.CommandLine;
using System.CommandLine.Help;
using Render.Local.Cli.Commands;

namespace Render.Local.Cli;

/// <summary>The command line: a table of contents.</summary>
internal static class RenderCommand
{
    /// <summary>All commands, on a process.</summary>
    public static RootCommand Create(Surroundings surroundings)
    {
        var root = new RootCommand("An open render network: submit a scene, get proven frames and settled books.")
        {
            DemoCommand.Create(surroundings),
            UpCommand.Create(surroundings),
            QuoteCommand.Create(surroundings),
            SubmitCommand.Create(surroundings),
            JobsCommand.Create(surroundings),
            WatchCommand.Create(surroundings),
            CancelCommand.Create(surroundings),
            TopUpCommand.Create(surroundings),
            FinishCommand.Create(surroundings),
            GetCommand.Create(surroundings),
            LogsCommand.Create(surroundings),
            DisputeCommand.Create(surroundings),
            DisputesCommand.Create(surroundings),
            NodesCommand.Create(surroundings),
            EnginesCommand.Create(surroundings),
            CreatorsCommand.Create(surroundings),
            LedgerCommand.Create(surroundings),
            EpochCommand.Create(surroundings),
            GovernanceCommand.Create(surroundings),
            FaucetCommand.Create(surroundings),
            DepositCommand.Create(surroundings),
            WithdrawCommand.Create(surroundings),
            ChainCommand.Create(surroundings),
            NodeCommand.Create(surroundings),
            AuditCommand.Create(surroundings),
            TraceCommand.Create(surroundings),
            DoctorCommand.Create(surroundings),
            new TeachingCommand("test", "Build with warnings as errors, check the format and run every test that can run here. Done by the ./render script itself."),
        };
        root.Add(CommonOptions.Verbose);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new TeachingHelp((HelpAction)help.Action!);
        return root;
    }

    /// <summary>Reads the words and runs what they say.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> Invoke(string[] words, Surroundings surroundings, CancellationToken cancellation = default)
    {
        if (words.Length == 0)
        {
            await Invoke(["--help"], surroundings, cancellation);
            return ExitCode.Usage;
        }
        var parsed = Create(surroundings).Parse(words);
        // Help and version need no more than the words; everything else that is not understood is told in one place.
        if (parsed.Errors.Count > 0 && parsed.Action is not TeachingHelp)
        {
            foreach (var error in parsed.Errors)
                await surroundings.Error.WriteLineAsync($"render: {error.Message}");
            var path = parsed.CommandResult.Command is RootCommand ? "" : $" {parsed.CommandResult.Command.Name}";
            await surroundings.Error.WriteLineAsync($"Run `render{path} --help` to see what it takes.");
            return ExitCode.Usage;
        }
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            Output = surroundings.Output,
            Error = surroundings.Error,
            // Signals are heard once for the whole process, by Interrupts.
            ProcessTerminationTimeout = null,
        };
        return await parsed.InvokeAsync(configuration, cancellation);
    }
}
