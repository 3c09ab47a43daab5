using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>Where a dispute stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DisputeState>))]
public enum DisputeState
{
    /// <summary>The bond is locked; the panel is not drawn yet.</summary>
    Opened = 1,

    /// <summary>Arbiters render the block and commit to what they found.</summary>
    Committing,

    /// <summary>Arbiters show what they committed to.</summary>
    Revealing,

    /// <summary>It is decided, and the losers have paid.</summary>
    Decided,
}

/// <summary>What happens to a dispute.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DisputeEvent>))]
public enum DisputeEvent
{
    /// <summary>The beacon drew a panel.</summary>
    PanelDrawn = 1,

    /// <summary>All have committed, or their time is over.</summary>
    CommitsOver,

    /// <summary>The panel or the reference CPU decided.</summary>
    Settled,
}
