using System.Globalization;

namespace Render.Network.Scheduling;

/// <summary>A job for a node, and why.</summary>
/// <param name="Job">The job.</param>
/// <param name="Score">How well they suit each other.</param>
/// <param name="Small">Whether the node should have none but the job's last, smaller tasks.</param>
public sealed record Match(JobCandidate Job, Score Score, bool Small = false)
{
    /// <summary>The reasons in one line; kept with the lease, so that any assignment can be recomputed.</summary>
    public string Explain() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Job.Needs.Tier}, {Job.Attached.SpeedMilli / 1000.0:0.###} units/s attached{Behind()}{(Small ? "; a small one, late with a whole one" : "")}; score {Score.Explain()}");

    private string Behind() => Job.IsBehind
        ? string.Create(CultureInfo.InvariantCulture, $" of {Job.Due!.Value.NeededSpeedMilli / 1000.0:0.###} that its end needs")
        : "";
}
