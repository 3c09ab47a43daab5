using System.Text.Json.Serialization;

namespace Render.Network.Scheduling;

/// <summary>Why a node does not get a task.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MisfitCode>))]
public enum MisfitCode
{
    /// <summary>Its status gets no paid work.</summary>
    NotActive = 1,

    /// <summary>It does not run the engine in that build.</summary>
    Engine,

    /// <summary>It runs the engine, but is out of it for repeated faults.</summary>
    EngineQuarantined,

    /// <summary>Its device class is not in exact mode, and the job is exact.</summary>
    DeviceClass,

    /// <summary>Too little memory.</summary>
    Memory,

    /// <summary>Too little memory on the accelerator.</summary>
    Vram,

    /// <summary>Its place is not known well enough.</summary>
    Evidence,

    /// <summary>Not in an allowed region.</summary>
    Region,

    /// <summary>Not in an allowed jurisdiction, or in a denied one.</summary>
    Jurisdiction,

    /// <summary>Reputation below the tier's floor.</summary>
    Reputation,

    /// <summary>The creator blocks the node.</summary>
    NodeBlocked,

    /// <summary>The creator blocks its operator.</summary>
    OperatorBlocked,

    /// <summary>Too little free stake.</summary>
    Stake,

    /// <summary>It asks more than the job pays.</summary>
    Price,

    /// <summary>The creator's record lies below the floor that its operator sets.</summary>
    Creator,
}
