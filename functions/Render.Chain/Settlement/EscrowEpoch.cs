namespace Render.Chain.Settlement;

/// <summary>A settlement of the escrow, on disk from before it is sent.</summary>
/// <param name="Number">The escrow's number of it, from 1.</param>
/// <param name="From">The first entry of the book that it may charge.</param>
/// <param name="To">The entry after the last.</param>
/// <param name="State">Where it stands.</param>
internal sealed record EscrowEpoch(long Number, long From, long To, EscrowEpochState State)
{
    /// <summary>After an event.</summary>
    /// <exception cref="InvalidOperationException">That cannot happen to it.</exception>
    public EscrowEpoch After(EscrowEpochState next) => (State, next) switch
    {
        (EscrowEpochState.Planned, EscrowEpochState.Open) or (EscrowEpochState.Open, EscrowEpochState.Accepted) or (EscrowEpochState.Open, EscrowEpochState.Rejected)
            or (EscrowEpochState.Accepted, EscrowEpochState.Paid) => this with { State = next },
        _ => throw new InvalidOperationException($"Epoch {Number} of the escrow is {State}: {next} cannot follow."),
    };
}

/// <summary>Where a settlement stands.</summary>
internal enum EscrowEpochState
{
    /// <summary>What it charges is decided.</summary>
    Planned,

    /// <summary>The escrow has it; it can be rejected.</summary>
    Open,

    /// <summary>Its window passed: it is burned, and operators can claim.</summary>
    Accepted,

    /// <summary>Creators have what is left, operators their pay.</summary>
    Paid,

    /// <summary>The guardian rejected it: its jobs are locked again.</summary>
    Rejected,
}
