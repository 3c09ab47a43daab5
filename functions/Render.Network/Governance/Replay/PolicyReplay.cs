using Render.Network.Economics;
using Render.Network.Economics.Payloads;

namespace Render.Network.Governance.Replay;

/// <summary>
/// What past epochs would have come to under a proposal: the ledger is written again, entry by entry, as if the changes had been part of every policy
/// that was in force. Who ordered what, who rendered it, and who was found at fault stay as they are recorded, so this is the arithmetic of the change
/// and not a forecast of what people would have done; see <see cref="ReplayedValues"/> for what the books can tell. Amounts are exact, to the last unit.
/// </summary>
public static class PolicyReplay
{
    /// <summary>Replays a ledger under a proposal.</summary>
    /// <param name="entries">The ledger from its first entry, in order; an audited one: this believes what it reads.</param>
    /// <param name="diff">The proposal.</param>
    /// <returns>The replay and no errors, or no replay and what is wrong with the proposal under a policy that was in force.</returns>
    /// <exception cref="System.Text.Json.JsonException">A payload is not canonical.</exception>
    /// <exception cref="OverflowException">An amount does not fit under the changes.</exception>
    public static (ReplayResult? Result, IReadOnlyList<PolicyError> Errors) Of(IEnumerable<LedgerEntry> entries, PolicyDiff diff)
    {
        var (before, after) = (new Books(), new Books());
        var rewrite = new PolicyRewrite(diff);
        var story = new ReplayStory();
        foreach (var entry in entries)
        {
            var payload = PayloadJson.Read(entry.Kind, entry.Payload.Span);
            if (rewrite.Learn(payload) is { Count: > 0 } errors)
                return (null, [.. errors.Select(e => e with { Message = $"{e.Message} (with the policy of ledger entry {entry.Sequence})" })]);
            var changed = EntryRewrite.Of(payload, before, after, rewrite);
            story.Add(payload, changed);
            if (payload is EscrowLocked order) story.Count(order, (EscrowLocked)changed, rewrite.Of(order.Policy).Before);
            before.Apply(entry, payload);
            after.Apply(LedgerHash.Chain(changed.ToDraft(), after.Last, entry.TimeUnixMs), changed);
        }

        return (story.End(before, after, diff), []);
    }
}
