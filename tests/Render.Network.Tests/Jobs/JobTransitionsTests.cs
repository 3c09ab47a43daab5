using Render.Network.Jobs;

namespace Render.Network.Tests.Jobs;

public class JobTransitionsTests
{
    [Fact]
    public void Next_EveryStateAndEvent_FollowsTheTable() => TransitionTable.Check<JobState, JobEvent>(
        """
        Submitted     PackageInspected Inspected
        Submitted     Refused          Rejected
        Submitted     TimeRanOut       Expired
        Submitted     CancelRequested  Cancelled
        Inspected     Refused          Rejected
        Inspected     QuoteIssued      Quoted
        Inspected     TimeRanOut       Expired
        Inspected     CancelRequested  Cancelled
        Quoted        QuoteIssued      Quoted
        Quoted        TimeRanOut       Expired
        Quoted        EscrowLocked     Funded
        Quoted        CancelRequested  Cancelled
        Funded        TasksOpened      Rendering
        Funded        CancelRequested  Cancelled
        Funded        GaveUp           Failed
        Rendering     CapReached       AwaitingTopUp
        Rendering     ToppedUp         Rendering
        Rendering     TasksAccepted    Assembling
        Rendering     TasksRevoked     Rendering
        Rendering     CancelRequested  Cancelled
        Rendering     GaveUp           Failed
        AwaitingTopUp ToppedUp         Rendering
        AwaitingTopUp FinishedTaken    Assembling
        AwaitingTopUp TasksAccepted    Assembling
        AwaitingTopUp TasksRevoked     AwaitingTopUp
        AwaitingTopUp CancelRequested  Cancelled
        AwaitingTopUp GaveUp           Failed
        Assembling    FramesAssembled  Delivered
        Assembling    TasksRevoked     Rendering
        Assembling    CancelRequested  Cancelled
        Assembling    GaveUp           Failed
        Delivered     DisputeOpened    Disputed
        Delivered     TasksRevoked     Rendering
        Delivered     BooksSettled     Settled
        Disputed      DisputeUpheld    Rendering
        Disputed      DisputeDismissed Delivered
        Disputed      TasksRevoked     Rendering
        Disputed      GaveUp           Failed
        Cancelled     BooksSettled     Settled
        Cancelled     EscrowReturned   Refunded
        Failed        BooksSettled     Settled
        Failed        EscrowReturned   Refunded
        """,
        (from, happened) => JobTransitions.Next(from, happened, "x"));

    [Fact]
    public void Next_FromAFinalState_IsNeverLegal() => Assert.DoesNotContain(
        from state in Enum.GetValues<JobState>()
        where JobTransitions.IsFinal(state, funded: true)
        from happened in Enum.GetValues<JobEvent>()
        select JobTransitions.Allows(state, happened),
        allowed => allowed);

    [Fact]
    public void Next_FromEveryStateOfAFundedJob_CanReachClosedBooks()
    {
        foreach (var start in Enum.GetValues<JobState>().Where(state => !JobTransitions.IsFinal(state, funded: true)))
        {
            var reached = new HashSet<JobState> { start };
            var frontier = new Queue<JobState>(reached);
            while (frontier.TryDequeue(out var state))
            {
                foreach (var happened in Enum.GetValues<JobEvent>().Where(happened => JobTransitions.Allows(state, happened)))
                {
                    if (reached.Add(JobTransitions.Next(state, happened)))
                        frontier.Enqueue(JobTransitions.Next(state, happened));
                }
            }

            Assert.Contains(reached, state => state is JobState.Settled or JobState.Refunded);
        }
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void IsFinal_Cancelled_OnlyWhereNothingWasLocked(bool funded, bool final) => Assert.Equal(final, JobTransitions.IsFinal(JobState.Cancelled, funded));
}
