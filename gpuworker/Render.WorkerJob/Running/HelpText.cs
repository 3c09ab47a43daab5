using System.Globalization;
using System.Reflection;
using System.Text;
using Render.WorkerJob.Settings;

namespace Render.WorkerJob.Running;

/// <summary>What <c>--help</c> and <c>--version</c> print.</summary>
internal static class HelpText
{
    private const int Width = 100;
    private const int Indent = 22;

    /// <summary>This build's version.</summary>
    public static string Version { get; } =
        typeof(HelpText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "1";

    /// <summary>The help.</summary>
    public static string Text()
    {
        var text = new StringBuilder();
        text.AppendLine("render-worker: a node of a render network, set up by its environment alone.")
            .AppendLine()
            .AppendLine("  render-worker             joins and works until SIGTERM, or until there is nothing to do")
            .AppendLine("  render-worker --health    ends with 0 where a worker of the same environment lives")
            .AppendLine("  render-worker --version")
            .AppendLine("  render-worker --help")
            .AppendLine()
            .AppendLine("Variables:");
        foreach (var variable in Variables.All)
            Entry(text, variable.Name, variable.IsRequired ? $"{variable.Meaning} Must be set." : $"{variable.Meaning} Default: {variable.Default}.");
        text.AppendLine().AppendLine("Exit codes:");
        foreach (var (code, meaning) in WorkerExit.Meanings)
            Entry(text, code.ToString(CultureInfo.InvariantCulture), meaning);
        return text.ToString();
    }

    private static void Entry(StringBuilder text, string name, string meaning)
    {
        var line = new StringBuilder("  ").Append(name.PadRight(Indent - 2));
        foreach (var word in meaning.Split(' '))
        {
            if (line.Length + word.Length > Width)
            {
                text.AppendLine(line.ToString().TrimEnd());
                line.Clear().Append(' ', Indent);
            }

            line.Append(word).Append(' ');
        }

        text.AppendLine(line.ToString().TrimEnd());
    }
}
