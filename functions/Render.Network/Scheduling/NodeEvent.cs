using System.Text.Json.Serialization;

namespace Render.Network.Scheduling;

/// <summary>What happens to a node.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NodeEvent>))]
public enum NodeEvent
{
    /// <summary>It rendered its validation challenge right.</summary>
    ValidationPassed = 1,

    /// <summary>It asked for no more work.</summary>
    DrainRequested,

    /// <summary>It asks for work again.</summary>
    Resumed,

    /// <summary>No heartbeat for longer than allowed.</summary>
    HeartbeatLost,

    /// <summary>A heartbeat, or a registration with the same key.</summary>
    HeartbeatSeen,

    /// <summary>Repeated faults.</summary>
    FaultsRepeated,

    /// <summary>Quarantined too often within the policy's window.</summary>
    FaultsPersisted,

    /// <summary>The quarantine's or exclusion's time is over; it must validate again.</summary>
    QuarantineEnded,

    /// <summary>It registered with another engine or class of devices than before, which must validate by itself.</summary>
    EngineChanged,

    /// <summary>It was proven to have forged.</summary>
    Convicted,
}
