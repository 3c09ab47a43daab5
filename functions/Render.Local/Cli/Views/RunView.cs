using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Local.Cli.Views;

/// <summary>A job under way, as one picture: what `watch`, `submit --watch` and `demo` show.</summary>
/// <param name="Title">What runs: the scene's name.</param>
/// <param name="Elapsed">Since the view began.</param>
/// <param name="Job">The job; null before it is submitted.</param>
/// <param name="Quote">What it would cost, tier by tier; null before the pilot.</param>
/// <param name="Nodes">The nodes, in the order in which they joined.</param>
/// <param name="Audits">Audits so far.</param>
/// <param name="Moments">What happened, oldest first.</param>
public sealed record RunView(
    string Title, TimeSpan Elapsed, JobView? Job, QuoteView? Quote, IReadOnlyList<NodeLine> Nodes, AuditTally Audits, IReadOnlyList<Moment> Moments);

/// <summary>A node's line of the view.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Operator">Whose it is.</param>
/// <param name="Status">Where it stands, in a word.</param>
/// <param name="Doing">What it works on; empty: nothing.</param>
/// <param name="Progress">Share of that, [0, 1]; null: nothing to show.</param>
/// <param name="EtaSeconds">Remaining time, s; null: unknown.</param>
/// <param name="Accepted">Tasks that count.</param>
/// <param name="Audited">Audits it did for others.</param>
/// <param name="Mood">How the line is to be seen.</param>
public sealed record NodeLine(
    string Name, string Operator, string Status, string Doing, double? Progress, double? EtaSeconds, int Accepted, int Audited, Mood Mood);

/// <summary>Audits counted.</summary>
/// <param name="Drawn">Drawn by the beacon.</param>
/// <param name="Blocks">Blocks in them.</param>
/// <param name="Verdicts">Decided.</param>
/// <param name="Agreed">Verdicts that accept.</param>
/// <param name="Rejected">Verdicts that reject.</param>
/// <param name="Convicted">Nodes proven to have forged.</param>
/// <param name="ByReference">Audits that the reference CPU did.</param>
public readonly record struct AuditTally(int Drawn, int Blocks, int Verdicts, int Agreed, int Rejected, int Convicted, int ByReference);

/// <summary>Something that happened, in a sentence.</summary>
/// <param name="At">Since the view began.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Mood">How it is to be seen.</param>
public sealed record Moment(TimeSpan At, string Text, Mood Mood);

/// <summary>How a line is to be seen; colour is never the only sign.</summary>
public enum Mood
{
    /// <summary>As usual.</summary>
    Plain,

    /// <summary>Something is reached.</summary>
    Good,

    /// <summary>Something to look at.</summary>
    Warn,

    /// <summary>Something went wrong, or somebody cheated.</summary>
    Bad,
}

/// <summary>Which of a job's states end it for good.</summary>
public static class JobEnd
{
    /// <summary>Whether the job's story is over.</summary>
    public static bool IsReached(JobView job) => JobTransitions.IsFinal(job.State, !job.Money.Cap.IsZero);
}
