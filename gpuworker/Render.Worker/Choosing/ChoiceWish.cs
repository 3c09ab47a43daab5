using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Worker.Choosing;

/// <summary>
/// What a node would rather work on, as its operator wrote it: <c>best-pay</c>, <c>cached-first</c>, <c>short-first</c>, <c>tier:trusted</c> or <c>job:ID</c>.
/// </summary>
/// <remarks>A wish, not a filter: where nothing of it is to be had, the node takes what the network gives it.</remarks>
public sealed class ChoiceWish
{
    private readonly Func<JobOffer, bool> wanted;
    private readonly IComparer<JobOffer> order;

    private ChoiceWish(string text, Func<JobOffer, bool> wanted, IComparer<JobOffer> order) => (Text, this.wanted, this.order) = (text, wanted, order);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    private static IComparer<JobOffer> BestPay { get; } = Comparer<JobOffer>.Create((a, b) => b.PayPerUnit.CompareTo(a.PayPerUnit));

    /// <summary>Reads a wish.</summary>
    /// <exception cref="FormatException">It is none; the message says what is.</exception>
    public static ChoiceWish Parse(string text) => text.Split(':', 2) switch
    {
        ["best-pay"] => new ChoiceWish(text, _ => true, BestPay),
        ["cached-first"] => new ChoiceWish(text, offer => offer.FetchBytes == 0, BestPay),
        ["short-first"] => new ChoiceWish(text, _ => true, Comparer<JobOffer>.Create((a, b) => a.TaskSeconds.CompareTo(b.TaskSeconds))),
        ["tier", var name] when Enum.TryParse<Tier>(name, ignoreCase: true, out var tier) && Enum.IsDefined(tier) && !int.TryParse(name, out _) =>
            new ChoiceWish(text, offer => offer.Tier == tier, BestPay),
        ["job", var id] when JobId.TryParse(id, out var job) => new ChoiceWish(text, offer => offer.Job == job, BestPay),
        _ => throw new FormatException($"'{text}' is no rule to choose by. Write best-pay, cached-first, short-first, tier:economy, tier:priority, tier:trusted, or job:ID."),
    };

    /// <summary>Those of the offers that it wishes for and may be claimed, the best first; of equals the one that suits the node best, then the lowest id.</summary>
    public IReadOnlyList<JobOffer> Among(IEnumerable<JobOffer> offers) =>
    [
        .. offers.Where(offer => offer.Standing == ChoiceStanding.Open && wanted(offer))
            .Order(order).ThenByDescending(offer => offer.Score?.TotalPpm ?? 0).ThenBy(offer => offer.Job),
    ];
}
