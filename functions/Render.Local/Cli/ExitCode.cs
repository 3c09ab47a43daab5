namespace Render.Local.Cli;

/// <summary>What the process answers to its caller. Stable: scripts rely on these numbers, and <c>render --help</c> lists them.</summary>
public static class ExitCode
{
    /// <summary>Done as asked.</summary>
    public const int Success = 0;

    /// <summary>Carried out, with an unwanted outcome: the job did not settle, the audit found a fault.</summary>
    public const int Failure = 1;

    /// <summary>The command line was not understood.</summary>
    public const int Usage = 2;

    /// <summary>No coordinator answered.</summary>
    public const int Unreachable = 3;

    /// <summary>The coordinator refused: unknown job, wrong token, not enough balance.</summary>
    public const int Refused = 4;

    /// <summary>A file could not be used: an unreadable scene, a damaged bundle, a folder that cannot be written.</summary>
    public const int BadInput = 5;

    /// <summary>A bug: please report it with <c>--verbose</c>'s output.</summary>
    public const int Bug = 70;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Interrupted = 130;

    /// <summary>The table that the help prints.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> Meanings { get; } =
    [
        (Success, "done"),
        (Failure, "done, with an unwanted outcome: the job did not settle, the audit found a fault"),
        (Usage, "the command line was not understood"),
        (Unreachable, "no coordinator answered"),
        (Refused, "the coordinator refused"),
        (BadInput, "a file could not be read or written"),
        (Bug, "a bug; --verbose shows where"),
        (Interrupted, "stopped by Ctrl-C"),
    ];
}
