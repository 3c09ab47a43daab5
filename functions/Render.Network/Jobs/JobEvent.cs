using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>What happens to a job.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobEvent>))]
public enum JobEvent
{
    /// <summary>The package is stored whole and its scene was read.</summary>
    PackageInspected = 1,

    /// <summary>Spec or package was refused.</summary>
    Refused,

    /// <summary>A quote was made; a later one replaces it.</summary>
    QuoteIssued,

    /// <summary>The time to upload or to fund ran out.</summary>
    TimeRanOut,

    /// <summary>The cap was locked in escrow.</summary>
    EscrowLocked,

    /// <summary>The job's tasks were written and opened.</summary>
    TasksOpened,

    /// <summary>The accepted work reached the cap.</summary>
    CapReached,

    /// <summary>The cap was raised.</summary>
    ToppedUp,

    /// <summary>The creator takes the frames finished so far.</summary>
    FinishedTaken,

    /// <summary>The last task was accepted.</summary>
    TasksAccepted,

    /// <summary>Accepted tasks were reopened because the node that rendered them was convicted.</summary>
    TasksRevoked,

    /// <summary>All frames that will be delivered are stored.</summary>
    FramesAssembled,

    /// <summary>The creator contests a result.</summary>
    DisputeOpened,

    /// <summary>The panel found for the creator: the contested tasks are rendered again.</summary>
    DisputeUpheld,

    /// <summary>The panel found against the creator.</summary>
    DisputeDismissed,

    /// <summary>The creator withdrew the job.</summary>
    CancelRequested,

    /// <summary>The network gave up.</summary>
    GaveUp,

    /// <summary>Accepted work was paid and the rest of the escrow returned.</summary>
    BooksSettled,

    /// <summary>The whole escrow was returned.</summary>
    EscrowReturned,
}
