using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Network.Jobs;

namespace Render.Scheduling.Simulation.Engine;

/// <summary>A node in a run.</summary>
/// <param name="number">Its number.</param>
/// <param name="held">It on the board.</param>
/// <param name="speedMilli">Its true mean speed.</param>
/// <param name="packages">What it has fetched; null: everything is everywhere.</param>
internal sealed class NodeAtWork(int number, BoardNode held, long speedMilli, PackageCache? packages)
{
    public int Number { get; } = number;

    public BoardNode Board { get; } = held;

    public long SpeedMilli { get; } = speedMilli;

    public PackageCache? Packages { get; } = packages;

    /// <summary>Whether it is there.</summary>
    public bool There { get; set; }

    /// <summary>What it renders, and under which lease; null: nothing.</summary>
    public Held? Task { get; set; }

    /// <summary>Replicas that it has committed to and not opened yet.</summary>
    public List<Held> Committed { get; } = [];

    /// <summary>Since when it is at its task, milliseconds.</summary>
    public long Since { get; set; }

    /// <summary>Milliseconds of that for which it fetches the scene.</summary>
    public long Fetch { get; set; }

    /// <summary>Milliseconds for which it renders.</summary>
    public long Millis { get; set; }

    /// <summary>Counts its tasks, so that the end of one that was lost is no end.</summary>
    public int Visit { get; set; }

    /// <summary>Heartbeats that said something about the node itself.</summary>
    public long Beats { get; set; }

    /// <summary>How far it is, [0, 1].</summary>
    public double Progress(long now) => Math.Clamp((now - Since - Fetch) / (double)Math.Max(1, Millis), 0, 1);
}

/// <summary>A row that a node holds.</summary>
/// <param name="Row">The row.</param>
/// <param name="Lease">Its lease.</param>
internal sealed record Held(BoardTask Row, LeaseRecord Lease);

/// <summary>How a node's work on a task ends.</summary>
internal enum WorkEnd
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>The node left, or held it for too long.</summary>
    Lost,

    /// <summary>Another one finished the task first.</summary>
    Beaten,
}
