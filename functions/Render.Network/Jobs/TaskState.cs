using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>Where a task stands. Only <see cref="TaskTransitions"/> moves it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaskState>))]
public enum TaskState
{
    /// <summary>Waits for a node.</summary>
    Open = 1,

    /// <summary>At least one node holds a lease on it.</summary>
    Leased,

    /// <summary>A valid receipt is recorded.</summary>
    Submitted,

    /// <summary>Blocks were drawn and are being rendered again.</summary>
    Auditing,

    /// <summary>The result counts and will be paid.</summary>
    Accepted,
}
