using System.Text.Json.Serialization;

namespace Render.Network.Reputation;

/// <summary>What a node can do wrong.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Fault>))]
public enum Fault
{
    /// <summary>Delivered after its lease had ended.</summary>
    Late = 1,

    /// <summary>Let a lease expire without a word.</summary>
    LostLease = 2,

    /// <summary>Reported that it could not finish, where another operator's node could.</summary>
    Crash = 3,

    /// <summary>Committed to a result and did not open it.</summary>
    NoAnswerAfterCommit = 4,

    /// <summary>Was drawn as auditor and did not answer.</summary>
    NoAudit = 5,

    /// <summary>Signed an audit report that the reference CPU refutes.</summary>
    FalseAudit = 6,

    /// <summary>Uploaded what its receipt does not commit to, or a receipt that is malformed.</summary>
    InvalidReceipt = 7,

    /// <summary>Its engine's bytes differ, honestly.</summary>
    EngineFault = 8,

    /// <summary>Signed two different receipts for one lease.</summary>
    Equivocated = 9,

    /// <summary>Delivered a result that is proven false.</summary>
    Forged = 10,

    /// <summary>Its statistical result stood alone against the reference CPU, by its pixels or the rays that it claims: unlikely by chance, and no proof.</summary>
    Diverged = 11,

    /// <summary>Lost a dispute about a block of its result before a panel of arbiters.</summary>
    DisputeLost = 12,

    /// <summary>As an arbiter, answered otherwise than the majority.</summary>
    FalseArbitration = 13,

    /// <summary>Was drawn as arbiter and did not commit, or committed and did not reveal.</summary>
    NoArbitration = 14,

    /// <summary>As auditor, confirmed a result that is proven false: two equal wrong pictures are no accident.</summary>
    Colluded = 15,
}
