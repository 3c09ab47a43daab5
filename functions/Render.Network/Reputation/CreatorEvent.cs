using System.Text.Json.Serialization;
using Render.Network.Governance;

namespace Render.Network.Reputation;

/// <summary>What is on record about a creator.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CreatorEvent>))]
public enum CreatorEvent
{
    /// <summary>A job was delivered and paid: good evidence.</summary>
    Settled = 1,

    /// <summary>A job was withdrawn while nodes rendered it.</summary>
    LateCancel = 2,

    /// <summary>Nodes of several operators could not render a scene.</summary>
    Unloadable = 3,

    /// <summary>Work reached a cap that was not raised.</summary>
    Unpaid = 4,

    /// <summary>A panel decided a dispute against it.</summary>
    DisputeLost = 5,
}

/// <summary>What each event of a creator weighs.</summary>
public static class CreatorWeights
{
    /// <summary>The weight in thousandths of a settled job, for or against.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such event.</exception>
    public static int MilliOf(this CreatorPolicy policy, CreatorEvent happened) => happened switch
    {
        CreatorEvent.Settled => 1_000,
        CreatorEvent.LateCancel => policy.LateCancelMilli,
        CreatorEvent.Unloadable => policy.UnloadableMilli,
        CreatorEvent.Unpaid => policy.UnpaidMilli,
        CreatorEvent.DisputeLost => policy.DisputeLostMilli,
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "There is no such event."),
    };
}
