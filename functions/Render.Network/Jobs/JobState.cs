using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>Where a job stands. Only <see cref="JobTransitions"/> moves it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobState>))]
public enum JobState
{
    /// <summary>The spec is known; its package is not inspected yet.</summary>
    Submitted = 1,

    /// <summary>Every byte of the package is stored and the scene was read.</summary>
    Inspected,

    /// <summary>A price is offered.</summary>
    Quoted,

    /// <summary>The cap is locked in escrow.</summary>
    Funded,

    /// <summary>Tasks are open, leased or under audit.</summary>
    Rendering,

    /// <summary>The cap is reached: the creator tops up, or takes what is finished.</summary>
    AwaitingTopUp,

    /// <summary>Every task that will be delivered is accepted; frames are being put together.</summary>
    Assembling,

    /// <summary>The creator can fetch the frames; the books are still open.</summary>
    Delivered,

    /// <summary>A result is contested.</summary>
    Disputed,

    /// <summary>Accepted work is paid and the rest of the escrow returned. Final.</summary>
    Settled,

    /// <summary>Spec or package cannot be rendered here. Final; nothing was locked.</summary>
    Rejected,

    /// <summary>Nobody funded it in time. Final; nothing was locked.</summary>
    Expired,

    /// <summary>Withdrawn by its creator. Final where nothing was locked; else accepted work is paid next.</summary>
    Cancelled,

    /// <summary>The network cannot finish it. Accepted work is paid next; where there is none, the whole escrow goes back.</summary>
    Failed,

    /// <summary>The whole escrow went back. Final.</summary>
    Refunded,
}
