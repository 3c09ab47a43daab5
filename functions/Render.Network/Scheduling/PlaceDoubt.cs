using System.Text.Json.Serialization;

namespace Render.Network.Scheduling;

/// <summary>Why nothing that a node says about its place counts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PlaceDoubt>))]
public enum PlaceDoubt
{
    /// <summary>No reason.</summary>
    None,

    /// <summary>It has answered no round trip yet since it said where it stands: whoever need not answer could not be contradicted.</summary>
    Unanswered,

    /// <summary>It answered sooner than light can come from where it says it stands.</summary>
    Contradicted,
}
