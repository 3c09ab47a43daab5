using System.Text.Json.Serialization;

namespace Render.Network.Scheduling;

/// <summary>Why a lease is not granted, or does not hold.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LeaseRefusal>))]
public enum LeaseRefusal
{
    /// <summary>No lease of that number was ever granted.</summary>
    Unknown = 1,

    /// <summary>It was granted and has ended: it ran out, was given back, or another one was first.</summary>
    Stale,

    /// <summary>Another node holds it.</summary>
    NotYours,

    /// <summary>The node holds the task already.</summary>
    AlreadyHeld,

    /// <summary>As many nodes hold the task as may.</summary>
    Full,
}
