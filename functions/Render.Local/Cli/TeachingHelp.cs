using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Render.Local.Cli;

/// <summary>The library's help, followed by the command's examples; the root's also lists the exit codes.</summary>
/// <param name="inner">What prints usage, arguments and options.</param>
internal sealed class TeachingHelp(HelpAction inner) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        output.Write(UsageOf(parseResult));
        var command = parseResult.CommandResult.Command;
        if (command is TeachingCommand { Examples.Count: > 0 } teaching)
            Print(output, "Examples:", teaching.Examples);
        if (command is RootCommand)
        {
            Print(output, "First steps:",
            [
                ("render demo", "the whole network on this machine, start to finish, in two minutes"),
                ("render up --nodes 2", "a network that stays, in this terminal"),
                ("render submit scene.glb --watch", "a job for it, from another terminal"),
            ]);
            Print(output, "Exit codes:", [.. ExitCode.Meanings.Select(m => ($"{m.Code,3}", m.Meaning))]);
            Print(output, "Environment:",
            [
                ("RENDER_HOME", "the folder of a network's state; default: $XDG_DATA_HOME/render or ~/.local/share/render"),
                ("NO_COLOR", "no colours"),
            ]);
        }
        return ExitCode.Success;
    }

    private string UsageOf(ParseResult parseResult)
    {
        // The library names the program after its assembly; people type the script's name.
        var output = parseResult.InvocationConfiguration.Output;
        using var captured = new StringWriter();
        parseResult.InvocationConfiguration.Output = captured;
        try
        {
            inner.Invoke(parseResult);
        }
        finally
        {
            parseResult.InvocationConfiguration.Output = output;
        }
        return captured.ToString().Replace(RootCommand.ExecutableName, "render", StringComparison.Ordinal);
    }

    private static void Print(TextWriter output, string title, IReadOnlyList<(string Left, string Right)> lines)
    {
        var width = lines.Max(l => l.Left.Length);
        output.WriteLine(title);
        foreach (var (left, right) in lines)
        {
            // A long example stands alone, its meaning below it, so that it can be copied.
            if (width > 44)
                output.WriteLine($"  {left}\n      {right}");
            else
                output.WriteLine($"  {left.PadRight(width)}  {right}");
        }
        output.WriteLine();
    }
}
