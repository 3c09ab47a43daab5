using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Network.Economics.Payloads;

/// <summary>A convicted node loses stake. It is burned: nobody gains by a conviction.</summary>
/// <param name="Node">The node.</param>
/// <param name="Operator">Who owns it.</param>
/// <param name="Fault">What it did.</param>
/// <param name="Evidence">Digest of the receipt whose verdict convicts; for equivocation, of the second receipt.</param>
/// <param name="Stake">Its stake before.</param>
/// <param name="StakePpm">Share that is taken, in parts per million, by the penalty table in force.</param>
/// <param name="Amount">What is taken: ⌈stake · ppm / 10⁶⌉.</param>
public sealed record Slashed(NodeId Node, OperatorId Operator, Fault Fault, Digest Evidence, Tokens Stake, int StakePpm, Tokens Amount) : LedgerPayload
{
    /// <summary>The entry for a fault by a penalty table.</summary>
    public static Slashed Of(NodeId node, OperatorId owner, Fault fault, Digest evidence, Tokens stake, PenaltyTable penalties)
    {
        var ppm = penalties.For(fault).StakePpm;
        return new Slashed(node, owner, fault, evidence, stake, ppm, new StakeBalance(stake, Tokens.Zero).SlashAmount(ppm));
    }

    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.Slashed;

    /// <summary>One slash a fault and evidence.</summary>
    public override string Key() => $"slashed/{Fault}/{Evidence}";

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [Posting.From(Accounts.Stake(Node), Amount), Posting.To(Accounts.Burned, Amount)];
}
