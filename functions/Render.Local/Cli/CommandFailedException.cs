namespace Render.Local.Cli;

/// <summary>Ends a command with one readable paragraph: what went wrong, and the way out.</summary>
/// <param name="exitCode">One of <see cref="ExitCode"/>.</param>
/// <param name="problem">What went wrong, in a sentence.</param>
/// <param name="fix">What the reader can do about it; empty where the sentence says all.</param>
/// <param name="inner">What caused it, shown with <c>--verbose</c> only.</param>
public sealed class CommandFailedException(int exitCode, string problem, string fix = "", Exception? inner = null)
    : Exception(fix.Length == 0 ? problem : $"{problem} {fix}", inner)
{
    /// <summary>What the process exits with.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>What went wrong.</summary>
    public string Problem { get; } = problem;

    /// <summary>The way out; may be empty.</summary>
    public string Fix { get; } = fix;
}
