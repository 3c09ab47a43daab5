using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Scheduling;

namespace Render.Network.Messages;

/// <summary>A job as its creator sees it.</summary>
/// <param name="Id">The job.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Creator">Who pays.</param>
/// <param name="Kind">What it computes.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why it is there, where that needs saying (rejected, failed, awaiting …).</param>
/// <param name="Tier">The tier it runs in.</param>
/// <param name="Package">Its scene package; null before it is known.</param>
/// <param name="Frames">First and last frame.</param>
/// <param name="Width">Picture width, pixels.</param>
/// <param name="Height">Picture height, pixels.</param>
/// <param name="Samples">Samples a pixel.</param>
/// <param name="Tasks">How many tasks are in each state.</param>
/// <param name="FramesFinished">Frames that can be fetched.</param>
/// <param name="Money">What is locked, charged and returned.</param>
/// <param name="Quote">The latest quote; null before.</param>
/// <param name="OrderHash">The order's digest; null before funding.</param>
/// <param name="Progress">Accepted share of the work, [0, 1].</param>
/// <param name="EtaSeconds">Expected time to delivery, s; null: unknown.</param>
/// <param name="Nodes">Nodes that work on it now.</param>
/// <param name="Created">When it was submitted.</param>
/// <param name="Updated">When its state last changed.</param>
/// <param name="Deadline">When the creator wants it; null: no wish.</param>
/// <param name="Notices">What the creator should know.</param>
/// <param name="Shortage">Why no node takes its open tasks; null: nothing keeps them waiting but their turn.</param>
public sealed record JobView(
    JobId Id,
    string Name,
    CreatorId Creator,
    JobKind Kind,
    JobState State,
    string? Reason,
    Tier Tier,
    Digest? Package,
    FrameRange Frames,
    int Width,
    int Height,
    int Samples,
    TaskCounts Tasks,
    int FramesFinished,
    JobMoney Money,
    QuoteView? Quote,
    Digest? OrderHash,
    double Progress,
    double? EtaSeconds,
    int Nodes,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    DateTimeOffset? Deadline,
    IReadOnlyList<string> Notices,
    Shortage? Shortage = null);

/// <summary>Tasks by state.</summary>
/// <param name="Open">Wait for a node.</param>
/// <param name="Leased">A node renders them.</param>
/// <param name="Submitted">Receipt recorded.</param>
/// <param name="Auditing">Under audit.</param>
/// <param name="Accepted">Count and will be paid.</param>
public sealed record TaskCounts(int Open, int Leased, int Submitted, int Auditing, int Accepted)
{
    /// <summary>All tasks.</summary>
    public int Total => Open + Leased + Submitted + Auditing + Accepted;
}

/// <summary>A job's money.</summary>
/// <param name="Cap">Locked in escrow.</param>
/// <param name="Accepted">Worth of the work accepted so far, never above the cap.</param>
/// <param name="Charged">Charged at settlement; null before.</param>
/// <param name="Burned">Part of the charge that was burned; null before settlement.</param>
/// <param name="Treasury">Part of the charge for the treasury; null before settlement.</param>
/// <param name="Operators">Part of the charge for operators; null before settlement.</param>
/// <param name="Refunded">Returned to the creator; null before settlement.</param>
public sealed record JobMoney(
    Tokens Cap, Tokens Accepted, Tokens? Charged, Tokens? Burned, Tokens? Treasury, Tokens? Operators, Tokens? Refunded);
