using Render.Lifecycle.Results;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

/// <summary>Shows a node what it could work on: the jobs with open tasks, each decided as a claim would be.</summary>
internal sealed class ReadOffers(TaskBoard board, Facts known, PolicyBook policies)
{
    /// <summary>A page of offers.</summary>
    /// <param name="id">The node.</param>
    /// <param name="after">The last job of the page before; null: from the beginning.</param>
    /// <param name="max">Most offers, 1 to <see cref="WireLimits.OffersAtOnce"/>.</param>
    /// <param name="misfits">Whether jobs are shown too that the node is not fit for, with the reasons.</param>
    public Outcome<OfferPage> Run(NodeId id, JobId? after, int max, bool misfits)
    {
        if (board.Node(id) is not { } node)
            return Refusal.Missing(RefusalCodes.NodeUnknown, $"node {id}");
        var policy = policies.Current;
        max = Math.Clamp(max, 1, WireLimits.OffersAtOnce);
        return board.Read(() =>
        {
            var chooser = board.ChooserOf(node, known.Of(node), tier => ScoreWeights.Of(policy.Tiers.For(tier)));
            var offers = board.OpenJobs(after).Select(job => (Job: job, Choice: chooser.Decide(job)))
                .Where(offer => misfits || offer.Choice.Standing != ChoiceStanding.NotFit)
                .Take(max + 1).Select(offer => Offer(offer.Job, offer.Choice, chooser.Facts)).ToList();
            return new OfferPage(id, [.. offers.Take(max)], offers.Count > max ? offers[max - 1].Job : null);
        });
    }

    private static JobOffer Offer(BoardJob job, Choice choice, NodeFacts node)
    {
        var work = choice is { Match.Small: true } ? job.Candidate.LastTaskWork ?? job.Candidate.TaskWork : job.Candidate.TaskWork;
        return new JobOffer(
            job.Id, job.Needs.Tier, choice.Standing, job.Needs.PricePerUnit, work.Micros / 1e6, work.Micros / 1e3 / Math.Max(1, node.SpeedMilli),
            node.CachedPackages.Contains(job.Needs.Package) ? 0 : job.PackageBytes,
            job.Record.Spec.DeadlineSeconds is { } seconds && job.Record.Funded is { } funded ? funded + TimeSpan.FromSeconds(seconds) : null,
            job.OpenTasks, job.Replicas, choice.Match?.Score,
            choice.Standing == ChoiceStanding.NotFit ? Fitness.Check(node, job.Needs) : []);
    }
}
