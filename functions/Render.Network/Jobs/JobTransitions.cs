using static Render.Network.Jobs.JobEvent;
using static Render.Network.Jobs.JobState;

namespace Render.Network.Jobs;

/// <summary>The one table that moves a job.</summary>
public static class JobTransitions
{
    /// <summary>The state after <paramref name="happened"/>.</summary>
    /// <param name="from">The state before.</param>
    /// <param name="happened">What happened.</param>
    /// <param name="id">Whose state it is; only for the exception's text.</param>
    /// <exception cref="IllegalTransitionException">The event cannot happen in that state.</exception>
    public static JobState Next(JobState from, JobEvent happened, string id = "job") =>
        Find(from, happened) ?? throw new IllegalTransitionException(id, from.ToString(), happened.ToString());

    /// <summary>Whether the event can happen in that state.</summary>
    public static bool Allows(JobState from, JobEvent happened) => Find(from, happened) is not null;

    /// <summary>Whether nothing can happen any more, given whether an escrow was ever locked.</summary>
    public static bool IsFinal(JobState state, bool funded) =>
        state is Settled or Rejected or Expired or Refunded || (state is Cancelled && !funded);

    private static JobState? Find(JobState from, JobEvent happened) => (from, happened) switch
    {
        (Submitted, PackageInspected) => Inspected,
        (Submitted or Inspected, Refused) => Rejected,
        (Inspected or Quoted, QuoteIssued) => Quoted,
        (Submitted or Inspected or Quoted, TimeRanOut) => Expired,
        (Quoted, EscrowLocked) => Funded,
        (Funded, TasksOpened) => Rendering,

        (Rendering, CapReached) => AwaitingTopUp,
        (AwaitingTopUp, ToppedUp) => Rendering,
        (Rendering, ToppedUp) => Rendering,
        (AwaitingTopUp, FinishedTaken) => Assembling,
        (Rendering, TasksAccepted) => Assembling,
        // A result under audit when the cap was reached may be the last one.
        (AwaitingTopUp, TasksAccepted) => Assembling,

        // A conviction reopens tasks of every job whose books are open, so that its pictures stay right.
        (Rendering or Assembling or Delivered or Disputed, TasksRevoked) => Rendering,
        (AwaitingTopUp, TasksRevoked) => AwaitingTopUp,

        (Assembling, FramesAssembled) => Delivered,
        (Delivered, DisputeOpened) => Disputed,
        (Disputed, DisputeUpheld) => Rendering,
        (Disputed, DisputeDismissed) => Delivered,

        (Submitted or Inspected or Quoted or Funded or Rendering or AwaitingTopUp or Assembling, CancelRequested) => Cancelled,
        (Funded or Rendering or AwaitingTopUp or Assembling or Disputed, GaveUp) => Failed,

        // Accepted work is paid whatever became of the job; where there is none, everything returns.
        (Delivered or Cancelled or Failed, BooksSettled) => Settled,
        (Failed or Cancelled, EscrowReturned) => Refunded,
        _ => null,
    };
}
