using System.Text.Json.Serialization;

namespace Render.Network.Proof;

/// <summary>What a verdict says about a receipt. The first three pay the node.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VerdictDecision>))]
public enum VerdictDecision
{
    /// <summary>Auditor and node agree, or the reference CPU does with the node.</summary>
    Accepted = 1,

    /// <summary>The reference CPU agrees with the node and not with the auditor: accepted, and the auditor is at fault.</summary>
    AuditorAtFault = 2,

    /// <summary>The node's bytes differ from the reference CPU's but not statistically: paid, and its device class leaves exact mode.</summary>
    EngineFault = 3,

    /// <summary>The node's result is false: it is convicted.</summary>
    Rejected = 4,

    /// <summary>What is needed to decide is missing: the task is rendered again, and nobody is blamed.</summary>
    Inconclusive = 5,

    /// <summary>In statistical mode, the result differs beyond chance from the reference CPU's: another operator's node renders it, and nobody is convicted.</summary>
    StoodAlone = 6,
}
