namespace Render.Scheduling.Simulation.Engine;

/// <summary>What a run of a policy came to. Shares are in [0, 1], times in seconds.</summary>
internal sealed record Outcome
{
    public required string Policy { get; init; }

    /// <summary>When the last task was accepted.</summary>
    public required double Makespan { get; init; }

    /// <summary>No order of tasks is done sooner, whoever does what: see <see cref="Engine.Bound.Plain"/>.</summary>
    public required double PlainBound { get; init; }

    /// <summary>Nor sooner than this, by what jobs demand of nodes: see <see cref="Engine.Bound.Demands"/>.</summary>
    public required double Bound { get; init; }

    /// <summary>Makespan over the plain bound.</summary>
    public double PlainRatio => Makespan / PlainBound;

    /// <summary>Makespan over the bound.</summary>
    public double Ratio => Makespan / Bound;

    /// <summary>Jobs with a deadline, and those done by then.</summary>
    public required int Deadlines { get; init; }

    public required int DeadlinesMet { get; init; }

    /// <summary>Speed at work over speed that was there, until the end.</summary>
    public required double Utilisation { get; init; }

    /// <summary>Share of the speed at work that each tier had while all three had open tasks: Economy, Priority, Trusted.</summary>
    public required IReadOnlyList<double> TierShares { get; init; }

    /// <summary>Mean of Jain's index of speed per weight over jobs of a tier that have open tasks: 1 where all have the same.</summary>
    public required double Fairness { get; init; }

    /// <summary>From the last task's grant to the job's end, over the time that a node of mean speed takes for a task: median, 90th percentile, most.</summary>
    public required IReadOnlyList<double> LastTask { get; init; }

    /// <summary>Mean over jobs of their time from submission to end.</summary>
    public required double MeanJobTime { get; init; }

    /// <summary>Work begun and lost with nodes that left, over all work.</summary>
    public required double LostWork { get; init; }

    /// <summary>Tasks rendered twice at once, and the work of those that came second, over all work.</summary>
    public required int Duplicates { get; init; }

    public required double WastedWork { get; init; }

    /// <summary>Replicas rendered beyond the tier's least, because the first ones' nodes were not credible enough.</summary>
    public required int FurtherReplicas { get; init; }

    /// <summary>Bytes fetched over those of all scenes, each once; and speed that fetched instead of rendering, over all work.</summary>
    public required double Fetched { get; init; }

    public required double FetchingWork { get; init; }

    /// <summary>What the nodes asked for the work of a frame, and what creators pay for it, RNT.</summary>
    public required double AskedPerFrame { get; init; }

    public required double PaidPerFrame { get; init; }

    /// <summary>Claims decided, and real time that the run took.</summary>
    public required long Claims { get; init; }

    public required double RunSeconds { get; init; }

    /// <summary>Speed at work over speed that was there, by tier, at equal steps of time.</summary>
    public required IReadOnlyList<Sample> Series { get; init; }
}

/// <summary>A moment of a run.</summary>
/// <param name="At">Seconds.</param>
/// <param name="Busy">Shares of the speed that is there: Economy, Priority, Trusted.</param>
internal sealed record Sample(double At, IReadOnlyList<double> Busy);
