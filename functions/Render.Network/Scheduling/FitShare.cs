namespace Render.Network.Scheduling;

/// <summary>How much of a fleet's speed a job can have.</summary>
public static class FitShare
{
    /// <summary>Speed of the nodes fit for a job over the speed of all that were looked at, millionths; a million where there is none to look at.</summary>
    /// <param name="sample">Some of the nodes that take work, drawn alike.</param>
    /// <param name="job">What the job demands.</param>
    public static int Ppm(IReadOnlyCollection<NodeFacts> sample, JobNeeds job)
    {
        var (fit, all) = (0L, 0L);
        foreach (var node in sample)
        {
            all += node.SpeedMilli;
            if (Fitness.IsFit(node, job))
                fit += node.SpeedMilli;
        }

        return all > 0 ? (int)((Int128)fit * 1_000_000 / all) : 1_000_000;
    }
}
