using static Render.Network.Jobs.DisputeEvent;
using static Render.Network.Jobs.DisputeState;

namespace Render.Network.Jobs;

/// <summary>The one table that moves a dispute.</summary>
public static class DisputeTransitions
{
    /// <summary>The state after <paramref name="happened"/>.</summary>
    /// <exception cref="IllegalTransitionException">The event cannot happen in that state.</exception>
    public static DisputeState Next(DisputeState from, DisputeEvent happened, string id = "dispute") =>
        Find(from, happened) ?? throw new IllegalTransitionException(id, from.ToString(), happened.ToString());

    /// <summary>Whether the event can happen in that state.</summary>
    public static bool Allows(DisputeState from, DisputeEvent happened) => Find(from, happened) is not null;

    private static DisputeState? Find(DisputeState from, DisputeEvent happened) => (from, happened) switch
    {
        (Opened, PanelDrawn) => Committing,
        (Committing, CommitsOver) => Revealing,
        // Opened: no panel could be drawn, and the reference CPU decides.
        (Opened or Revealing, Settled) => Decided,
        _ => null,
    };
}
