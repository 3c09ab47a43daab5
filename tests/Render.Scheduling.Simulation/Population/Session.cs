namespace Render.Scheduling.Simulation.Population;

/// <summary>A time in which a node is there.</summary>
/// <param name="From">Milliseconds.</param>
/// <param name="To">Milliseconds.</param>
/// <param name="Crash">Whether it ends without a word.</param>
internal readonly record struct Session(long From, long To, bool Crash)
{
    private const double Hour = 3_600_000;

    /// <summary>
    /// Sessions of a node. Up: Weibull, shape 0.38, scale 3.1 h (mean 12 h, median 1.2 h), as fitted to the hosts of SETI@home (Javadi, Kondo, Vincent,
    /// Anderson, <i>Discovering Statistical Models of Availability in Large Distributed Systems</i>, IEEE TPDS 22, 2011). Down: short and long breaks
    /// mixed (hyper-exponential, as found there), mean 6 h. Half of the ends are crashes.
    /// </summary>
    /// <param name="seed">The run's.</param>
    /// <param name="node">The node's number.</param>
    /// <param name="until">Milliseconds to go on for.</param>
    public static IReadOnlyList<Session> Of(ulong seed, int node, long until)
    {
        var sessions = new List<Session>();
        var draw = new Draw(seed, Purpose.Sessions, node);
        // It began long before, so that at 0 some are in the middle of a long session.
        for (var at = -(long)(draw.Between(24, 96) * Hour); at < until;)
        {
            var end = at + Math.Max(1_000, (long)(draw.Weibull(0.38, 3.1) * Hour));
            var crash = draw.Uniform() < 0.5;
            if (end > 0)
                sessions.Add(new Session(Math.Max(0, at), end, crash));
            at = end + Math.Max(1_000, (long)(draw.Exponential(draw.Uniform() < 0.6 ? 0.5 : 14.25) * Hour));
        }

        return sessions;
    }
}
