namespace Render.Local.Cli;

/// <summary>What a command sees of the process it runs in; tests give their own.</summary>
/// <param name="Output">Results, and nothing else where <c>--json</c> is given.</param>
/// <param name="Error">Progress, notes and errors.</param>
/// <param name="OutputIsTerminal">Whether <paramref name="Output"/> is read by a person at a terminal.</param>
/// <param name="Width">Columns of the terminal.</param>
/// <param name="Height">Lines of the terminal.</param>
/// <param name="Variable">Reads an environment variable; null where it is unset.</param>
/// <param name="Time">The clock.</param>
public sealed record Surroundings(
    TextWriter Output, TextWriter Error, bool OutputIsTerminal, int Width, int Height, Func<string, string?> Variable, TimeProvider Time)
{
    /// <summary>Asks a command to leave at once, where the token that it was started with only asks it to stop in order.</summary>
    public CancellationToken Leave { get; init; }

    /// <summary>Why the process was asked to stop, for its log; empty before.</summary>
    public Func<string> StopReason { get; init; } = static () => "";

    /// <summary>Columns assumed where no terminal says.</summary>
    public const int DefaultWidth = 100;

    /// <summary>Whether colour may be used: a terminal that can, and <c>NO_COLOR</c> unset.</summary>
    public bool Colour => OutputIsTerminal && string.IsNullOrEmpty(Variable("NO_COLOR"));

    /// <summary>This process' own.</summary>
    public static Surroundings OfProcess()
    {
        var terminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not ("dumb" or null or "");
        var (width, height) = (DefaultWidth, 24);
        if (terminal)
        {
            width = Console.WindowWidth > 0 ? Console.WindowWidth : 80;
            height = Console.WindowHeight > 0 ? Console.WindowHeight : 24;
        }
        return new Surroundings(Console.Out, Console.Error, terminal, width, height, Environment.GetEnvironmentVariable, TimeProvider.System);
    }
}
