using System.Text.Json.Serialization;

namespace Render.Network.Reputation;

/// <summary>What follows from a comparison of replicas.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReplicaDecision>))]
public enum ReplicaDecision
{
    /// <summary>They agree and are credible enough: the blind audit of one of them decides all.</summary>
    Agreed = 1,

    /// <summary>They differ: the reference CPU renders the blocks where they first do, and who differs from it is judged.</summary>
    Disputed,

    /// <summary>They agree and are not credible enough: another operator's node renders the task too.</summary>
    Another,

    /// <summary>Nobody else may or can render it: the reference CPU audits.</summary>
    Reference,
}
