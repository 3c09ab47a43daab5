using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Worker;

/// <summary>Watches a node, for display and tests. Called from several threads; must return quickly and not throw.</summary>
public interface INodeObserver
{
    /// <summary>Something happened.</summary>
    void On(NodeEvent happened);
}

/// <summary>Something that happened in a node.</summary>
public abstract record NodeEvent
{
    /// <summary>One line for people.</summary>
    public abstract string Text { get; }
}

/// <summary>The benchmark is done, or known from before.</summary>
/// <param name="Result">Its figures.</param>
/// <param name="Cached">True: measured earlier on this machine with this engine.</param>
/// <param name="Device">What it traced on; null: threads of the processor.</param>
public sealed record Benchmarked(BenchmarkResult Result, bool Cached, string? Device = null) : NodeEvent
{
    /// <inheritdoc/>
    public override string Text => FormattableString.Invariant(
        $"benchmark: {Result.RaysPerSecond / 1e6:F2} million rays a second on {Device ?? FormattableString.Invariant($"{Result.Threads} threads")}{(Cached ? " (measured earlier)" : "")}");
}

/// <summary>The coordinator knows the node.</summary>
/// <param name="Reply">Its answer.</param>
public sealed record Registered(NodeRegistered Reply) : NodeEvent
{
    /// <inheritdoc/>
    public override string Text => $"registered as {Reply.Node}, {Reply.Status}";
}

/// <summary>What the network knows of the node's place is not what it was.</summary>
/// <param name="Place">What it knows.</param>
public sealed record PlaceSeen(NodePlace Place) : NodeEvent
{
    /// <inheritdoc/>
    public override string Text => $"place: {Place.Sentence}";
}

/// <summary>Work was taken on.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Task">Which task.</param>
/// <param name="Blocks">Blocks to render.</param>
/// <param name="Resumed">True: taken on before the node's last stop.</param>
public sealed record WorkStarted(WorkKind Kind, TaskId Task, int Blocks, bool Resumed) : NodeEvent
{
    /// <inheritdoc/>
    public override string Text => $"{Kind} {Task.Key}: {Blocks} blocks{(Resumed ? ", taken up again" : "")}";
}

/// <summary>Work goes on.</summary>
/// <param name="Task">Which task.</param>
/// <param name="Progress">Done share, [0, 1].</param>
/// <param name="EtaSeconds">Expected remaining time, s; null: unknown.</param>
public sealed record WorkProgressed(TaskId Task, double Progress, double? EtaSeconds) : NodeEvent
{
    /// <inheritdoc/>
    public override string Text => FormattableString.Invariant($"{Task.Key}: {Progress:P0}");
}

/// <summary>Work stands still at a border between blocks, for work that comes before it; what is rendered of it is on disk.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Task">Which task.</param>
/// <param name="Progress">Done share, [0, 1].</param>
public sealed record WorkParked(WorkKind Kind, TaskId Task, double Progress) : NodeEvent
{
    /// <inheritdoc/>
    public override string Text => FormattableString.Invariant($"{Kind} {Task.Key}: parked at {Progress:P0} for other work");
}

/// <summary>Work is rendered and signed; it is on disk until the coordinator has it.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Task">Which task.</param>
/// <param name="Rays">Rays traced.</param>
/// <param name="Seconds">Wall time, s.</param>
public sealed record WorkFinished(WorkKind Kind, TaskId Task, ulong Rays, double Seconds) : NodeEvent
{
    /// <inheritdoc/>
    public override string Text => FormattableString.Invariant($"{Kind} {Task.Key}: {Rays / 1e6:F1} million rays in {Seconds:F1} s");
}

/// <summary>The coordinator has the result.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Task">Which task.</param>
/// <param name="LedgerSequence">The receipt's place in the ledger; null for audits.</param>
public sealed record WorkDelivered(WorkKind Kind, TaskId Task, long? LedgerSequence) : NodeEvent
{
    /// <inheritdoc/>
    public override string Text => LedgerSequence is { } sequence
        ? FormattableString.Invariant($"{Kind} {Task.Key}: delivered, ledger entry {sequence}")
        : $"{Kind} {Task.Key}: delivered";
}

/// <summary>Work ended without a result.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Task">Which task.</param>
/// <param name="Reason">Why.</param>
public sealed record WorkDropped(WorkKind Kind, TaskId Task, string Reason) : NodeEvent
{
    /// <inheritdoc/>
    public override string Text => $"{Kind} {Task.Key}: dropped, {Reason}";
}

/// <summary>A file was put together from chunks.</summary>
/// <param name="File">Which.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="There">Bytes of it that were on this machine already.</param>
/// <param name="FromOthers">Bytes of it that others than the coordinator gave.</param>
public sealed record FileAssembled(Digest File, long Bytes, long There, long FromOthers) : NodeEvent
{
    /// <inheritdoc/>
    public override string Text => FormattableString.Invariant(
        $"file {File.ToString()[..8]}: {Bytes / 1e6:F1} MB, {There / 1e6:F1} MB there already{(FromOthers > 0 ? FormattableString.Invariant($", {FromOthers / 1e6:F1} MB from others than the coordinator") : "")}");
}

/// <summary>Somebody who gives chunks is asked no more for a file.</summary>
/// <param name="Provider">Who.</param>
/// <param name="Reason">Why.</param>
public sealed record ProviderDropped(string Provider, string Reason) : NodeEvent
{
    /// <inheritdoc/>
    public override string Text => $"{Provider} is asked for no more of this file: {Reason}";
}

/// <summary>The coordinator does not answer; the node tries again.</summary>
/// <param name="Reason">What went wrong.</param>
/// <param name="RetryIn">When the next try is.</param>
public sealed record Disconnected(string Reason, TimeSpan RetryIn) : NodeEvent
{
    /// <inheritdoc/>
    public override string Text => FormattableString.Invariant($"coordinator does not answer ({Reason}); next try in {RetryIn.TotalSeconds:F2} s");
}

/// <summary>The coordinator answers again.</summary>
public sealed record Reconnected : NodeEvent
{
    /// <inheritdoc/>
    public override string Text => "coordinator answers again";
}

/// <summary>The node's status with the network changed.</summary>
/// <param name="Status">Status now.</param>
public sealed record StatusChanged(NodeStatus Status) : NodeEvent
{
    /// <inheritdoc/>
    public override string Text => $"status: {Status}";
}

/// <summary>Nothing was assigned for as long as the node's options allow; it drains.</summary>
/// <param name="Idle">How long that is.</param>
public sealed record FoundIdle(TimeSpan Idle) : NodeEvent
{
    /// <inheritdoc/>
    public override string Text => FormattableString.Invariant($"nothing to do for {Idle.TotalSeconds:F0} s");
}

/// <summary>The node takes nothing new and finishes what it holds.</summary>
/// <param name="Held">Leases it still holds.</param>
public sealed record Draining(int Held) : NodeEvent
{
    /// <inheritdoc/>
    public override string Text => $"draining: {Held} to finish; stop again to leave now";
}

/// <summary>The node stopped.</summary>
/// <param name="Reason">Why.</param>
public sealed record Stopped(string Reason) : NodeEvent
{
    /// <inheritdoc/>
    public override string Text => $"stopped: {Reason}";
}
