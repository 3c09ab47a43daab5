using Render.Network.Economics;
using Render.Network.Economics.Payloads;

namespace Render.Network.Governance.Replay;

/// <summary>Gathers a replay's epochs and parties.</summary>
internal sealed class ReplayStory
{
    private readonly List<ReplayEpoch> _epochs = [];
    private readonly Dictionary<string, Int128> _brought = new(StringComparer.Ordinal);
    private ReplayFigures _before;
    private ReplayFigures _after;
    private int _repriced;
    private int _atFloor;
    private bool _open;

    public void Add(LedgerPayload before, LedgerPayload after)
    {
        (_before, _after, _open) = (_before + ReplayFigures.Of(before), _after + ReplayFigures.Of(after), true);
        if (before is FaucetGranted grant) Bring(grant.Account, (Int128)grant.Amount.Units);
        if (before is Deposited deposit) Bring(deposit.Account, (Int128)deposit.Amount.Units);
        if (before is Withdrawn withdrawal) Bring(withdrawal.Account, -(Int128)withdrawal.Amount.Units);
        if (before is EpochClosed closed) Close(closed.Epoch, closed: true);
    }

    public void Count(EscrowLocked before, EscrowLocked after, Policy policy)
    {
        if (before.PricePerMillionRays == after.PricePerMillionRays) return;
        _repriced++;
        if (ReplayPrice.AtFloor(before, policy)) _atFloor++;
    }

    public ReplayResult End(Books before, Books after, PolicyDiff diff)
    {
        if (_open) Close(before.Epoch, closed: false);
        return new ReplayResult(
            _epochs, ReplayParty.Of(before, after, _brought), before.Supply, after.Supply, _repriced, _atFloor,
            [.. diff.Changes.Select(change => change.Path).Where(path => !ReplayedValues.Follow(path))]);
    }

    private void Bring(string account, Int128 units) => _brought[account] = _brought.GetValueOrDefault(account) + units;

    private void Close(int epoch, bool closed)
    {
        _epochs.Add(new ReplayEpoch(epoch, closed, _before, _after));
        (_before, _after, _open) = (default, default, false);
    }
}
