using System.Text.Json.Serialization;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Quotes;
using Render.Network.Splitting;

namespace Render.Lifecycle.Jobs;

/// <summary>A job's document. Replaced whole at every change, against its ETag.</summary>
public sealed record JobRecord
{
    /// <summary>Partition of all jobs.</summary>
    public const string Partition = "jobs";

    /// <summary>The job.</summary>
    public required JobId Id { get; init; }

    /// <summary>Counts the changes, so that memory never goes back to an older one.</summary>
    public long Version { get; init; }

    /// <summary>Its name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>What was ordered.</summary>
    public required JobSpec Spec { get; init; }

    /// <summary>The salt that the spec commits to; mixed into every draw.</summary>
    public required Digest Salt { get; init; }

    /// <summary>Whether the first quote is accepted without asking.</summary>
    public bool AutoAccept { get; init; }

    /// <summary>Where it stands.</summary>
    public JobState State { get; init; } = JobState.Submitted;

    /// <summary>Why it is there, where that needs saying.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When its state last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>When it was funded; the deadline counts from here.</summary>
    public DateTimeOffset? Funded { get; init; }

    /// <summary>The latest quote; null before.</summary>
    public Quote? Quote { get; init; }

    /// <summary>Until when it can be accepted.</summary>
    public DateTimeOffset? QuoteExpires { get; init; }

    /// <summary>The accepted tier; null before funding.</summary>
    public Tier? AcceptedTier { get; init; }

    /// <summary>The accepted order's digest; null before funding.</summary>
    public Digest? OrderHash { get; init; }

    /// <summary>Price of a million accepted rays in the accepted tier.</summary>
    public Tokens PricePerMillionRays { get; init; }

    /// <summary>What is locked in escrow, top-ups included.</summary>
    public Tokens Cap { get; init; }

    /// <summary>Tasks; 0 before the split.</summary>
    public int Tasks { get; init; }

    /// <summary>Groups of at most 1,000 tasks; 0 before the split.</summary>
    public int Groups { get; init; }

    /// <summary>The split, fixed once so that it can be repeated.</summary>
    public SplitPlan? Split { get; init; }

    /// <summary>Grows each time group workflows are started again for reopened tasks.</summary>
    public int Round { get; init; }

    /// <summary>Set where no more tasks are handed out: by cancellation, an early finish, or a deadline.</summary>
    public StopReason? Stop { get; init; }

    /// <summary>Share of the work that was accepted or under way when it stopped, millionths.</summary>
    public int WorkAtStopPpm { get; init; }

    /// <summary>The closed books; null before.</summary>
    public SettledBooks? Books { get; init; }

    /// <summary>What the creator should know.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>The idempotency keys of top-ups that were taken.</summary>
    public IReadOnlyList<string> TopUps { get; init; } = [];

    /// <summary>Digest of the policy it was funded under; null before.</summary>
    public Digest? Policy { get; init; }

    /// <summary>The W3C traceparent of its submission; null where nobody traced it.</summary>
    public string? Trace { get; init; }

    /// <summary>The tier it runs in: the accepted one, or the spec's before.</summary>
    [JsonIgnore]
    public Tier Tier => AcceptedTier ?? Spec.Tier;

    /// <summary>The row's key.</summary>
    [JsonIgnore]
    public string Row => Id.Value;
}

/// <summary>Why no more tasks are handed out.</summary>
public enum StopReason
{
    /// <summary>The creator withdrew the job.</summary>
    Cancelled,

    /// <summary>The creator takes the frames finished so far.</summary>
    Finished,

    /// <summary>The deadline passed.</summary>
    DeadlinePassed,

    /// <summary>The network cannot finish it.</summary>
    GaveUp,
}

/// <summary>A job's closed books.</summary>
/// <param name="Money">Charge and its parts.</param>
/// <param name="Rays">Accepted rays, renders and audits.</param>
/// <param name="Payouts">Who was paid.</param>
/// <param name="Sequence">The ledger entry.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="QuoteError">Charge over the quote's P50, less one; null where nothing was quoted.</param>
public sealed record SettledBooks(
    JobMoney Money, ulong Rays, IReadOnlyList<PayoutView> Payouts, long Sequence, Digest Hash, double? QuoteError)
{
    /// <summary>Tasks that were accepted; null: all, or not noted.</summary>
    public int? Accepted { get; init; }

    /// <summary>Whether more was accepted than the cap could pay.</summary>
    public bool CapCutsPay { get; init; }
}
