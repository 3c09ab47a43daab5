namespace Render.Network.Messages;

/// <summary>Where a node stands with the network.</summary>
public enum NodeStatus
{
    /// <summary>Known; its validation challenge is not passed yet. It gets validation work only.</summary>
    Validating,

    /// <summary>Gets paid work.</summary>
    Active,

    /// <summary>Finishes what it holds and gets nothing new, as it asked.</summary>
    Draining,

    /// <summary>No heartbeat for longer than allowed; Active again with the next one.</summary>
    Offline,

    /// <summary>Repeated faults: no work for this engine until the quarantine ends.</summary>
    Quarantined,

    /// <summary>Convicted of forging; final for this key.</summary>
    Banned,

    /// <summary>Quarantined too often: no work for this engine for long; then it validates again.</summary>
    Excluded,
}
