using System.Text.Json.Serialization;

namespace Render.Network.Reputation;

/// <summary>What evidence about a node consists of. Faults have the numbers and names of <see cref="Fault"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EvidenceKind>))]
public enum EvidenceKind
{
    /// <summary>See <see cref="Fault.Late"/>.</summary>
    Late = Fault.Late,

    /// <summary>See <see cref="Fault.LostLease"/>.</summary>
    LostLease = Fault.LostLease,

    /// <summary>See <see cref="Fault.Crash"/>.</summary>
    Crash = Fault.Crash,

    /// <summary>See <see cref="Fault.NoAnswerAfterCommit"/>.</summary>
    NoAnswerAfterCommit = Fault.NoAnswerAfterCommit,

    /// <summary>See <see cref="Fault.NoAudit"/>.</summary>
    NoAudit = Fault.NoAudit,

    /// <summary>See <see cref="Fault.FalseAudit"/>.</summary>
    FalseAudit = Fault.FalseAudit,

    /// <summary>See <see cref="Fault.InvalidReceipt"/>.</summary>
    InvalidReceipt = Fault.InvalidReceipt,

    /// <summary>See <see cref="Fault.EngineFault"/>.</summary>
    EngineFault = Fault.EngineFault,

    /// <summary>See <see cref="Fault.Equivocated"/>.</summary>
    Equivocated = Fault.Equivocated,

    /// <summary>See <see cref="Fault.Forged"/>.</summary>
    Forged = Fault.Forged,

    /// <summary>See <see cref="Fault.Diverged"/>.</summary>
    Diverged = Fault.Diverged,

    /// <summary>See <see cref="Fault.DisputeLost"/>.</summary>
    DisputeLost = Fault.DisputeLost,

    /// <summary>See <see cref="Fault.FalseArbitration"/>.</summary>
    FalseArbitration = Fault.FalseArbitration,

    /// <summary>See <see cref="Fault.NoArbitration"/>.</summary>
    NoArbitration = Fault.NoArbitration,

    /// <summary>See <see cref="Fault.Colluded"/>.</summary>
    Colluded = Fault.Colluded,

    /// <summary>A task that was accepted: good evidence.</summary>
    Accepted = 101,

    /// <summary>An audit that was right: good evidence.</summary>
    Audited = 102,

    /// <summary>A block decided with the majority of a panel: good evidence.</summary>
    Arbitrated = 103,
}
