namespace Render.Network.Economics;

/// <summary>What a ledger entry records. The numbers are part of an entry's hash and never change.</summary>
public enum LedgerEntryKind
{
    /// <summary>The first entry: network, policy. Moves nothing.</summary>
    Genesis = 1,

    /// <summary>Test tokens on a local network.</summary>
    Faucet = 2,

    /// <summary>An operator locks stake for a node.</summary>
    StakeLocked = 3,

    /// <summary>A node's stake returns to its operator.</summary>
    StakeReleased = 4,

    /// <summary>A creator's order is funded.</summary>
    EscrowLocked = 5,

    /// <summary>A creator raises a job's cap.</summary>
    EscrowToppedUp = 6,

    /// <summary>A node's receipt for a task.</summary>
    ReceiptRecorded = 7,

    /// <summary>A beacon chain begins.</summary>
    BeaconAnchored = 8,

    /// <summary>The next element of the beacon chain.</summary>
    BeaconRevealed = 9,

    /// <summary>An auditor's report on a receipt.</summary>
    AuditRecorded = 10,

    /// <summary>The decision on a receipt.</summary>
    VerdictRecorded = 11,

    /// <summary>A convicted node loses stake.</summary>
    Slashed = 12,

    /// <summary>A job's charge is split and the rest returned.</summary>
    JobSettled = 13,

    /// <summary>A job ends without a charge; everything locked returns.</summary>
    JobRefunded = 14,

    /// <summary>An epoch's emission is minted.</summary>
    EpochClosed = 15,

    /// <summary>Policy values change.</summary>
    PolicyChanged = 16,

    /// <summary>A replica's node commits to a result that nobody can see yet.</summary>
    ReplicaCommitted = 17,

    /// <summary>A task's replicas are open and compared.</summary>
    ReplicasCompared = 18,

    /// <summary>A creator disputes an accepted result.</summary>
    DisputeOpened = 19,

    /// <summary>The panel for a dispute.</summary>
    ArbitersDrawn = 20,

    /// <summary>An arbiter's hidden answer.</summary>
    ArbiterCommitted = 21,

    /// <summary>An arbiter's answer.</summary>
    ArbiterRevealed = 22,

    /// <summary>A dispute ends, and the losers pay.</summary>
    DisputeDecided = 23,

    /// <summary>The sample ranges of a statistical job's tile are compared.</summary>
    RangesCompared = 24,

    /// <summary>Tokens came from a wallet outside.</summary>
    Deposited = 25,

    /// <summary>Tokens leave for a wallet outside.</summary>
    Withdrawn = 26,
}
