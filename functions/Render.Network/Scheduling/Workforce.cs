namespace Render.Network.Scheduling;

/// <summary>Nodes that hold leases of a job, as sums that a node joins and leaves in constant time.</summary>
/// <param name="Nodes">How many.</param>
/// <param name="SpeedMilli">Σ s, thousandths of a work unit a second.</param>
/// <param name="Squares">Σ s², so that <see cref="PaceMilli"/> is known.</param>
public readonly record struct Workforce(int Nodes, long SpeedMilli, Int128 Squares)
{
    /// <summary>Nodes of these speeds.</summary>
    public static Workforce Of(params IEnumerable<long> speedsMilli) => speedsMilli.Aggregate(default(Workforce), static (all, speed) => all.With(speed));

    /// <summary>With one more node.</summary>
    public Workforce With(long speedMilli) => new(Nodes + 1, checked(SpeedMilli + speedMilli), Squares + ((Int128)speedMilli * speedMilli));

    /// <summary>Without a node that was counted with this speed.</summary>
    public Workforce Without(long speedMilli) => new(Nodes - 1, checked(SpeedMilli - speedMilli), Squares - ((Int128)speedMilli * speedMilli));

    /// <summary>Σ s² / Σ s: the speed at which the next piece of work is likely done, since fast nodes ask more often; 0 without nodes.</summary>
    public long PaceMilli => SpeedMilli <= 0 ? 0 : (long)(Squares / SpeedMilli);
}
