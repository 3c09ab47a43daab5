using Render.Network.Governance;
using Render.Network.Proof;

namespace Render.Network.Economics.Payloads;

/// <summary>An epoch's emission is minted.</summary>
/// <param name="Epoch">The epoch's number, from 0 without gaps.</param>
/// <param name="Policy">Digest of the policy in force.</param>
/// <param name="Terms">Schedule, carry and cap.</param>
/// <param name="Work">Accepted and paid work of the jobs settled since the last close, one line a node, by node id.</param>
/// <param name="Availability">Answered wake-ups, one line a node, by node id: what the coordinator counted, which nothing else proves.</param>
/// <param name="Burned">What was burned since the last close.</param>
/// <param name="Result">What is minted, and to whom.</param>
/// <param name="Stock">All that was burned by this close and not minted again: what later epochs may recycle.</param>
public sealed record EpochClosed(
    int Epoch,
    Digest Policy,
    EpochTerms Terms,
    IReadOnlyList<NodeEmissionWork> Work,
    IReadOnlyList<NodeAvailability> Availability,
    Tokens Burned,
    EpochClose Result,
    Tokens Stock) : LedgerPayload
{
    /// <summary>Closes an epoch.</summary>
    /// <param name="epoch">The epoch's number.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="carryIn">What the last epoch carried over; zero for the first.</param>
    /// <param name="stockIn">The last epoch's <see cref="Stock"/>; zero for the first.</param>
    /// <param name="work">The work; see <see cref="Books.EpochWork"/>.</param>
    /// <param name="availability">Answered wake-ups.</param>
    /// <param name="burned">What was burned since the last close.</param>
    public static EpochClosed Of(
        int epoch, Policy policy, Tokens carryIn, Tokens stockIn, IReadOnlyList<NodeEmissionWork> work, IReadOnlyList<NodeAvailability> availability, Tokens burned)
    {
        var emission = policy.Emission;
        var terms = new EpochTerms(emission.Schedule.At(epoch), carryIn, emission.CapPerWorkUnit, emission.AvailabilityBp, emission.Recyclable(epoch, stockIn));
        var result = EpochClose.Of(terms, work, availability);
        return new EpochClosed(epoch, policy.Digest(), terms, work, availability, burned, result, stockIn + burned - result.Recycled);
    }

    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.EpochClosed;

    /// <inheritdoc/>
    public override string Key() => $"epoch/{Epoch}";

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() =>
        [Posting.From(Accounts.Minted, Result.Minted), .. Result.Payouts.Select(p => Posting.To(Accounts.Operator(p.Operator), p.Amount))];
}
