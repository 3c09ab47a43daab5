using System.Diagnostics.Metrics;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Telemetry;

/// <summary>What a coordinator counts. Each coordinator has a meter of its own; where nobody listens, counting costs a comparison.</summary>
/// <remarks>Counters begin at zero with the process and count what it did: the ledger, not a counter, says what was paid.</remarks>
public sealed class LifecycleMetrics : IDisposable
{
    private readonly Meter meter = new(LifecycleTelemetry.MeterName);
    private readonly Counter<long> moves;
    private readonly Counter<long> accepted;
    private readonly Counter<long> rays;
    private readonly Counter<long> lost;
    private readonly Counter<long> verdicts;
    private readonly Counter<long> failed;
    private readonly Counter<long> appends;
    private readonly Counter<long> turns;
    private readonly Counter<double> burned;
    private readonly Counter<double> minted;
    private readonly Counter<long> duplicates;
    private readonly Counter<double> wasted;
    private readonly Counter<long> yields;
    private readonly Counter<long> choices;
    private readonly Histogram<double> claims;

    internal LifecycleMetrics(TaskBoard board)
    {
        moves = meter.CreateCounter<long>("render.tasks.moves", "{move}", "Tasks by what happened to them");
        accepted = meter.CreateCounter<long>("render.tasks.accepted", "{task}", "Tasks whose result counts, each replica by itself");
        rays = meter.CreateCounter<long>("render.rays.accepted", "{ray}", "Rays of accepted tasks, of each replica");
        lost = meter.CreateCounter<long>("render.leases.lost", "{lease}", "Leases that ended without a result, by why");
        verdicts = meter.CreateCounter<long>("render.verdicts", "{verdict}", "Verdicts by decision");
        failed = meter.CreateCounter<long>("render.audits.failed", "{audit}", "Audits that found a fault or were not answered, by why");
        appends = meter.CreateCounter<long>("render.ledger.appends", "{entry}", "Entries appended to the ledger, by kind");
        turns = meter.CreateCounter<long>("render.workflow.turns", "{turn}", "Recorded turns of workflows, by where they led");
        duplicates = meter.CreateCounter<long>("render.tasks.duplicates", "{lease}", "Leases of tasks that another node held, by what came of them");
        yields = meter.CreateCounter<long>("render.leases.yields", "{lease}", "Leases of cheaper tiers that gave way to dearer ones, by what came of it");
        choices = meter.CreateCounter<long>("render.claims.chosen", "{claim}", "Claims of a job or task that the node chose itself, by what came of them");
        wasted = meter.CreateCounter<double>("render.work.wasted", "{unit}", "Work units rendered by whoever came second, as far as their speed tells");
        burned = meter.CreateCounter<double>("render.tokens.burned", "{token}", "Tokens burned by settlements");
        minted = meter.CreateCounter<double>("render.tokens.minted", "{token}", "Tokens minted by epochs");
        claims = meter.CreateHistogram<double>("render.claim.duration", "s", "From a node's question to the work it was given, waiting included");
        meter.CreateObservableGauge("render.tasks.open", () => Open(board), "{task}", "Tasks that wait for a node, by tier");
        meter.CreateObservableGauge("render.jobs.open", () => board.Jobs().Count, "{job}", "Jobs whose books are not closed");
    }

    /// <summary>The meter, for listeners that must tell this coordinator's from another's in the same process.</summary>
    public Meter Meter => meter;

    /// <summary>An entry was appended to the ledger; not called where it was there already.</summary>
    /// <param name="kind">Its kind.</param>
    public void Appended(LedgerEntryKind kind)
    {
        if (appends.Enabled)
            appends.Add(1, new KeyValuePair<string, object?>("render.kind", kind.ToString()));
    }

    /// <summary>A turn of a workflow was recorded.</summary>
    /// <param name="workflow">The workflow's name.</param>
    /// <param name="outcome">Where it led.</param>
    public void Turned(string workflow, string outcome)
    {
        if (turns.Enabled)
            turns.Add(1, new("render.workflow", workflow), new("render.outcome", outcome));
    }

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    /// <summary>A task's row was changed.</summary>
    internal void Moved(TaskRecord before, TaskRecord next, TaskEvent happened, Tier tier)
    {
        if (moves.Enabled)
            moves.Add(1, new("render.from", before.State.ToString()), new("render.to", next.State.ToString()), new("render.event", happened.ToString()), new(Tags.Tier, tier.ToString()));
        if (next.State == TaskState.Accepted)
        {
            if (accepted.Enabled)
                accepted.Add(1, new KeyValuePair<string, object?>(Tags.Tier, tier.ToString()));
            if (rays.Enabled && next.Receipt is { } receipt)
                rays.Add((long)receipt.Rays, new KeyValuePair<string, object?>(Tags.Tier, tier.ToString()));
        }
        else if (before.State == TaskState.Leased && next.State == TaskState.Open && lost.Enabled)
            lost.Add(1, new KeyValuePair<string, object?>(Tags.Reason, happened.ToString()));
    }

    /// <summary>A verdict was reached.</summary>
    /// <param name="decision">What it is.</param>
    /// <param name="fault">Whether it finds a fault with the node, its engine or the auditor.</param>
    internal void Decided(string decision, bool fault)
    {
        if (verdicts.Enabled)
            verdicts.Add(1, new KeyValuePair<string, object?>(Tags.Decision, decision));
        if (fault)
            AuditFailed(decision);
    }

    /// <summary>An audit came to nothing good.</summary>
    internal void AuditFailed(string why)
    {
        if (failed.Enabled)
            failed.Add(1, new KeyValuePair<string, object?>(Tags.Reason, why));
    }

    /// <summary>An idle node was given a task that another one holds.</summary>
    internal void Duplicated()
    {
        if (duplicates.Enabled)
            duplicates.Add(1, new KeyValuePair<string, object?>(Tags.Decision, "granted"));
    }

    /// <summary>A lease was asked to yield, or its node parked it, or went on with it.</summary>
    internal void Yielded(string what)
    {
        if (yields.Enabled)
            yields.Add(1, new KeyValuePair<string, object?>(Tags.Decision, what));
    }

    /// <summary>A node claimed what it chose itself.</summary>
    internal void Chosen(string what)
    {
        if (choices.Enabled)
            choices.Add(1, new KeyValuePair<string, object?>(Tags.Decision, what));
    }

    /// <summary>One of those who raced for a task came second, or made room.</summary>
    /// <param name="outcome">What came of the duplicate: won, lost; or replaced, by a quicker one.</param>
    /// <param name="units">Work that whoever came second had done.</param>
    internal void Raced(string outcome, double units)
    {
        if (duplicates.Enabled)
            duplicates.Add(1, new KeyValuePair<string, object?>(Tags.Decision, outcome));
        if (wasted.Enabled)
            wasted.Add(units);
    }

    /// <summary>A settlement burned tokens.</summary>
    internal void Burned(Tokens amount) => burned.Add(Whole(amount));

    /// <summary>An epoch minted tokens.</summary>
    internal void Minted(Tokens amount) => minted.Add(Whole(amount));

    /// <summary>A node was given work.</summary>
    internal void Claimed(TimeSpan took, WorkKind kind)
    {
        if (claims.Enabled)
            claims.Record(took.TotalSeconds, new KeyValuePair<string, object?>(Tags.Work, kind.ToString()));
    }

    private static double Whole(Tokens amount) => (double)amount.Units / 1e18;

    private static IEnumerable<Measurement<long>> Open(TaskBoard board)
    {
        var open = board.OpenByTier();
        return Enum.GetValues<Tier>().Select(tier => new Measurement<long>(open.GetValueOrDefault(tier), new KeyValuePair<string, object?>(Tags.Tier, tier.ToString())));
    }
}
