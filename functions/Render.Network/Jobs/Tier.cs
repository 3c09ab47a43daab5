using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>What a creator pays for beyond the work itself. Policy gives each its price multiplier and reputation floor.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Tier>))]
public enum Tier
{
    /// <summary>Any admitted node.</summary>
    Economy = 1,

    /// <summary>Twice the speed of economy work, where both wait, on nodes with a record.</summary>
    Priority = 2,

    /// <summary>Four times the speed of economy work, where both wait, on proven nodes, and every task rendered by two operators.</summary>
    Trusted = 3,
}
