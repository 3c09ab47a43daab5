using System.CommandLine;
using System.Globalization;
using Render.Local.Cli.Values;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Local.Cli.Commands;

/// <summary><c>render node offers NODE</c>.</summary>
internal static class ShowOffers
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var word = new Argument<string>("NODE") { Description = "The node: its name, its id, or the beginning of it. Default: the one named after this machine.", DefaultValueFactory = _ => Environment.MachineName };
        var misfits = new Option<bool>("--misfits") { Description = "Show jobs too that the node is not fit for, with the reasons." };
        var command = new TeachingCommand("offers", "Show what a node could work on: the jobs with open tasks, what they pay, how long a task would take it, what it would have to fetch, how well they suit it.")
        {
            Examples = [("render node offers attic-1", "as a table"), ("render node offers attic-1 --misfits", "and why it gets nothing of the others"), ("render node offers attic-1 --json", "for a program, with every part of each score")],
        };
        command.Add(word);
        command.Add(misfits);
        return command.Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            var network = context.Connect();
            var node = await NodeFinder.Find(network, context.Words.GetRequiredValue(word), cancellation);
            var offers = new List<JobOffer>();
            JobId? after = null;
            do
            {
                var page = await network.Get<OfferPage>($"/v1/nodes/{node.Id}/offers?misfits={(context.Words.GetValue(misfits) ? 1 : 0)}{(after is { } last ? $"&after={last}" : "")}", cancellation);
                offers.AddRange(page.Offers);
                after = page.Next;
            }
            while (after is not null);
            if (context.Screen.AsJson)
                context.Screen.Json(offers, CommandJson.Options);
            else
                context.Screen.Table(Table(offers));
            return ExitCode.Success;
        });
    }

    /// <summary>The table, what suits the node best first.</summary>
    internal static Listing Table(IEnumerable<JobOffer> offers) => new(
        ["job", "tier", ">pays a unit", ">task, units", ">takes here", ">to fetch MB", ">open", "deadline", ">score", "may be claimed"],
        [.. offers.OrderBy(offer => offer.Standing).ThenByDescending(offer => offer.Score?.TotalPpm ?? 0).ThenBy(offer => offer.Job).Select(Row)],
        "Nothing is open that this node is fit for.");

    private static IReadOnlyList<string> Row(JobOffer offer) =>
    [
        offer.Job.Value, offer.Replicas > 1 ? string.Create(CultureInfo.InvariantCulture, $"{offer.Tier} ×{offer.Replicas}") : offer.Tier.ToString(),
        AmountText.Of(offer.PayPerUnit),
        string.Create(CultureInfo.InvariantCulture, $"{offer.TaskUnits:0.##}"),
        DurationText.Format(TimeSpan.FromSeconds(Math.Min(offer.TaskSeconds, TimeSpan.FromDays(999).TotalSeconds))),
        string.Create(CultureInfo.InvariantCulture, $"{offer.FetchBytes / 1e6:0.0}"),
        offer.OpenTasks.ToString(CultureInfo.InvariantCulture),
        offer.Deadline is { } deadline ? deadline.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "–",
        offer.Score is { } score ? string.Create(CultureInfo.InvariantCulture, $"{score.TotalPpm / 1e6:0.000}") : "–",
        offer.Standing switch
        {
            ChoiceStanding.Open => "yes",
            ChoiceStanding.NotFit => $"no: {string.Join("; ", offer.Misfits.Select(misfit => misfit.Detail))}",
            ChoiceStanding.LeftToOthers => "not now: others end it sooner",
            ChoiceStanding.TierHasItsShare => "not now: its tier has more than its share",
            _ => "not now: parked work comes first",
        },
    ];
}
