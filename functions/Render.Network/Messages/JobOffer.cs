using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Network.Messages;

/// <summary>Jobs with open tasks, as they are for one node. Nothing is promised by it: a claim decides.</summary>
/// <param name="Node">The node.</param>
/// <param name="Offers">At most as many as asked for, by job id.</param>
/// <param name="Next">The job after which the next page begins; null: that was all.</param>
public sealed record OfferPage(NodeId Node, IReadOnlyList<JobOffer> Offers, JobId? Next);

/// <summary>A job with open tasks, as it is for a node.</summary>
/// <param name="Job">The job.</param>
/// <param name="Tier">Its tier.</param>
/// <param name="Standing">Whether the node may claim a task of it now.</param>
/// <param name="PayPerUnit">What one rendering of a work unit is paid with.</param>
/// <param name="TaskUnits">Expected work of the largest task that the node may have of it, work units.</param>
/// <param name="TaskSeconds">Time that the node would take for that, s.</param>
/// <param name="FetchBytes">Bytes of the scene that it would have to fetch first.</param>
/// <param name="Deadline">After which nothing is accepted; null: none.</param>
/// <param name="OpenTasks">Tasks that wait, each replica counted.</param>
/// <param name="Replicas">How many operators' nodes render each task.</param>
/// <param name="Score">How well node and job suit each other, with all that it comes from; null: the node is not fit.</param>
/// <param name="Misfits">Why the node is not fit; empty where it is.</param>
public sealed record JobOffer(
    JobId Job,
    Tier Tier,
    ChoiceStanding Standing,
    Tokens PayPerUnit,
    double TaskUnits,
    double TaskSeconds,
    long FetchBytes,
    DateTimeOffset? Deadline,
    int OpenTasks,
    int Replicas,
    Score? Score,
    IReadOnlyList<Misfit> Misfits);
