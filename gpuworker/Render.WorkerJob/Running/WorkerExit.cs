namespace Render.WorkerJob.Running;

/// <summary>What the process answers to whoever started it; <c>--help</c> lists them, and a platform retries what is not zero.</summary>
internal static class WorkerExit
{
    /// <summary>Everything that was taken is delivered; or there was nothing to do.</summary>
    public const int Done = 0;

    /// <summary>Not healthy, or banned.</summary>
    public const int Failed = 1;

    /// <summary>Words or variables were not understood.</summary>
    public const int Usage = 2;

    /// <summary>No coordinator answered, or no queue.</summary>
    public const int Unreachable = 3;

    /// <summary>The coordinator, or the queue, refused.</summary>
    public const int Refused = 4;

    /// <summary>The home folder cannot be used, or all nodes in it run.</summary>
    public const int NoHome = 5;

    /// <summary>A bug.</summary>
    public const int Bug = 70;

    /// <summary>Told to end before all was finished; the rest is given back.</summary>
    public const int Terminated = 143;

    /// <summary>The table that the help prints.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> Meanings { get; } =
    [
        (Done, "everything taken is delivered, or there was nothing to do"),
        (Failed, "the network banned the node; with --health: no worker lives"),
        (Usage, "words or variables were not understood"),
        (Unreachable, "no coordinator answered, or no queue"),
        (Refused, "the coordinator or the queue refused"),
        (NoHome, "RENDER_HOME cannot be used, or all nodes in it run already"),
        (Bug, "a bug"),
        (Terminated, "told to end before all was finished; the rest is given back"),
    ];
}
