using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>What a creator pays for beyond the work itself. Policy gives each its price multiplier and reputation floor.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Tier>))]
public enum Tier
{
    /// <summary>Any admitted node, when there is room.</summary>
    Economy = 1,

    /// <summary>Before economy work, on nodes with a record.</summary>
    Priority = 2,

    /// <summary>First of all, on proven nodes, and every task rendered by two operators.</summary>
    Trusted = 3,
}
