using System.Text.Json.Serialization;

namespace Render.Network.Economics;

/// <summary>What can be wrong with a ledger.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BookFault>))]
public enum BookFault
{
    /// <summary>A sequence is not one more than the one before.</summary>
    Sequence = 1,

    /// <summary>An entry's hash, or the hash it names as the previous one, is not what its content gives.</summary>
    Hash,

    /// <summary>A key occurs twice, or is not the payload's.</summary>
    Key,

    /// <summary>An entry is older than the one before.</summary>
    Time,

    /// <summary>Postings do not add up to zero, are zero, or name an account twice or none that exists.</summary>
    Postings,

    /// <summary>An account that is no source would go below zero.</summary>
    Overdrawn,

    /// <summary>A payload is not the canonical JSON of its kind.</summary>
    Payload,

    /// <summary>The first entry is not a genesis, or another one is.</summary>
    Genesis,

    /// <summary>A policy is out of bounds, or not the one in force.</summary>
    Policy,

    /// <summary>An order does not hold together, or an entry names a job that is not open.</summary>
    Order,

    /// <summary>Stake moves that are not allowed.</summary>
    Stake,

    /// <summary>Something the ledger names by digest is not in the bundle.</summary>
    Missing,

    /// <summary>A receipt is not what its entry says.</summary>
    Receipt,

    /// <summary>A signature is not valid.</summary>
    Signature,

    /// <summary>A beacon element does not follow from the one before.</summary>
    Beacon,

    /// <summary>Drawn blocks, the auditor or the repetition are not what the beacon draws.</summary>
    Draw,

    /// <summary>An audit report is not what its entry says.</summary>
    Audit,

    /// <summary>A verdict is not what its evidence gives.</summary>
    Verdict,

    /// <summary>Replicas that did not commit before one opened, or a comparison that is not what the rules make of them.</summary>
    Replicas,

    /// <summary>A comparison of a tile's ranges that does not hold together, or that leaves out the reference CPU.</summary>
    Ranges,

    /// <summary>A slash without a conviction, or of another amount than the penalty table's.</summary>
    Slash,

    /// <summary>A settlement or refund is not what the verdicts give.</summary>
    Settlement,

    /// <summary>An epoch's emission is not what schedule and work give.</summary>
    Epoch,

    /// <summary>A dispute is not opened, held or decided by its rules.</summary>
    Dispute,

    /// <summary>The books as a whole do not add up.</summary>
    Totals,
}
