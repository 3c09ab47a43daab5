using Render.Network.Economics.Payloads;
using Render.Network.Jobs;

namespace Render.Network.Economics;

/// <summary>A dispute as the ledger has it.</summary>
/// <param name="sequence">Where it was opened: the first reveal after it draws the panel.</param>
/// <param name="opened">Its entry.</param>
public sealed class DisputeBook(long sequence, DisputeOpened opened)
{
    private readonly Dictionary<NodeId, ArbiterCommitted> _commitments = [];
    private readonly Dictionary<NodeId, ArbiterRevealed> _reveals = [];

    /// <summary>Where it was opened.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>Its entry.</summary>
    public DisputeOpened Opened { get; } = opened;

    /// <summary>The panel; null before it is drawn.</summary>
    public ArbitersDrawn? Drawn { get; private set; }

    /// <summary>When it was drawn, in milliseconds since 1970 UTC.</summary>
    public long DrawnUnixMs { get; private set; }

    /// <summary>The decision; null before.</summary>
    public DisputeDecided? Decided { get; internal set; }

    /// <summary>Commitments, by arbiter.</summary>
    public IReadOnlyDictionary<NodeId, ArbiterCommitted> Commitments => _commitments;

    /// <summary>Reveals, by arbiter.</summary>
    public IReadOnlyDictionary<NodeId, ArbiterRevealed> Reveals => _reveals;

    internal void Draw(ArbitersDrawn drawn, long timeUnixMs) => (Drawn, DrawnUnixMs) = (drawn, timeUnixMs);

    internal void Add(ArbiterCommitted committed) => _commitments.TryAdd(committed.Arbiter, committed);

    internal void Add(ArbiterRevealed revealed) => _reveals.TryAdd(revealed.Arbiter, revealed);
}
