using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>How well it is known where a node stands. Each level includes those before it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EvidenceLevel>))]
public enum EvidenceLevel
{
    /// <summary>The operator says so.</summary>
    Declared = 1,

    /// <summary>Measured round trips are possible from there, and from nowhere far away.</summary>
    Measured = 2,

    /// <summary>A third party that the network trusts vouches for it.</summary>
    Attested = 3,
}
