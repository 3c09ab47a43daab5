using System.Globalization;

namespace Render.Local.Host;

/// <summary>How nodes that start together share this machine.</summary>
/// <param name="Nodes">Nodes, 0 or more.</param>
/// <param name="Cores">Logical processors of the machine.</param>
internal readonly record struct LocalFleet(int Nodes, int Cores)
{
    /// <summary>Threads for each node, at least 1.</summary>
    public int Threads => Math.Max(1, Cores / Math.Max(1, Nodes));

    /// <summary>Share of its threads' time that each node can count on when all work, in (0, 1].</summary>
    public double Share => Math.Min(1, (double)Cores / (Threads * Math.Max(1, Nodes)));

    /// <summary>The same as words for a <c>render node</c>.</summary>
    public IEnumerable<string> Words =>
        ["--threads", Threads.ToString(CultureInfo.InvariantCulture), "--share", Share.ToString("0.####", CultureInfo.InvariantCulture)];
}
