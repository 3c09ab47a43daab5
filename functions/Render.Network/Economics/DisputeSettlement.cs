using System.Text.Json.Serialization;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Network.Economics;

/// <summary>
/// How a dispute ends: what the block holds, who said so, who pays and who is paid. A leaf is decided by more than half of the panel's seats; where the
/// panel gives none (nobody drawn, too few revealed, or divided), or one against the node whose leaf is the reference CPU's too, the reference CPU's leaf decides. Whoever revealed another leaf than that, or nothing, pays;
/// the node pays unless its block is statistically the reference's: an engine fault is no forgery, whoever finds it.
/// What is paid is split among winner, arbiters and burn by largest remainder; the arbiters' part goes in equal parts to those who were right.
/// </summary>
/// <param name="Truth">What the block holds.</param>
/// <param name="By">Who decided.</param>
/// <param name="Winner">Who was right.</param>
/// <param name="Paid">Who pays, by account.</param>
/// <param name="Received">Who is paid, by account; the bond's return is apart.</param>
/// <param name="Burned">What is destroyed.</param>
/// <param name="EngineFault">Whether the node's block differs in bytes but not statistically.</param>
/// <param name="BondReturned">Whether the creator gets its bond back.</param>
public sealed record DisputeSettlement(
    MerkleSum Truth, DisputeDecider By, DisputeWinner Winner, IReadOnlyList<DisputePart> Paid, IReadOnlyList<DisputePart> Received, Tokens Burned, bool EngineFault,
    bool BondReturned)
{
    /// <summary>The leaf that more than half of the seats revealed; null where there is none.</summary>
    public static MerkleSum? Majority(IReadOnlyList<ArbiterAnswer> panel)
    {
        foreach (var group in panel.Where(a => a.Leaf is not null).GroupBy(a => a.Leaf!.Value))
            if (2 * group.Count() > panel.Count)
                return group.Key;
        return null;
    }

    /// <summary>Decides and divides.</summary>
    /// <param name="terms">Parties, leaves, policy.</param>
    /// <param name="panel">The panel's answers; empty where there is none.</param>
    /// <param name="reference">The reference CPU's leaf; needed where the panel gives no majority; where it gives one, it decides for the node alone.</param>
    /// <param name="engineFault">Whether the reference CPU found the node's block to be statistically its own.</param>
    /// <exception cref="ArgumentException">Neither the panel nor the reference decides.</exception>
    public static DisputeSettlement Of(DisputeTerms terms, IReadOnlyList<ArbiterAnswer> panel, MerkleSum? reference, bool engineFault = false)
    {
        var majority = Majority(panel);
        // What the reference CPU finds itself no majority makes false: panels are drawn, and may be drawn of friends.
        if (reference == terms.NodeLeaf && majority != terms.NodeLeaf)
            majority = null;
        var truth = majority ?? reference ?? throw new ArgumentException("The panel gives no majority, and the reference CPU's word is missing.", nameof(reference));
        engineFault &= truth != terms.NodeLeaf;
        var winner = truth == terms.NodeLeaf ? DisputeWinner.Node : truth == terms.ClaimLeaf ? DisputeWinner.Creator : DisputeWinner.Nobody;

        // A creator whose claim is wrong too was still right that the result is: it loses nothing, and wins nothing.
        var paid = new List<DisputePart>();
        if (winner == DisputeWinner.Node)
            paid.Add(new(Accounts.Bond(terms.Receipt), terms.Bond));
        else if (!engineFault)
            paid.Add(new(Accounts.Stake(terms.Node), Slash(terms.NodeStake, terms.Penalties.DisputeLost)));
        foreach (var answer in panel)
            if (answer.Leaf != truth)
                paid.Add(new(Accounts.Stake(answer.Seat.Node), Slash(answer.Stake, answer.Leaf is null ? terms.Penalties.NoArbitration : terms.Penalties.FalseArbitration)));

        var pot = Tokens.Sum(paid.Select(p => p.Amount));
        var right = panel.Where(a => a.Leaf == truth).Select(a => a.Seat).ToList();
        var (forWinner, forArbiters) = ((UInt128)terms.Policy.WinnerPpm, (UInt128)terms.Policy.ArbitersPpm);
        if (winner == DisputeWinner.Nobody) forWinner = 0;
        if (right.Count == 0) forArbiters = 0;
        var split = LargestRemainder.Split(pot, [new("winner", forWinner), new("arbiters", forArbiters), new("burn", 1_000_000 - forWinner - forArbiters)]);
        var received = new List<DisputePart>();
        if (!split[0].IsZero)
            received.Add(new(winner == DisputeWinner.Node ? Accounts.Operator(terms.Operator) : Accounts.Creator(terms.Creator), split[0]));
        var parts = LargestRemainder.Split(split[1], [.. right.Select(seat => new Share(seat.Node.Value, 1))]);
        received.AddRange(right.Select((seat, i) => new DisputePart(Accounts.Operator(seat.Operator), parts[i])));
        return new DisputeSettlement(
            truth, majority is null ? DisputeDecider.Reference : DisputeDecider.Panel, winner,
            [.. paid.Where(p => !p.Amount.IsZero)], [.. received.Where(p => !p.Amount.IsZero)], split[2], engineFault, winner != DisputeWinner.Node);
    }

    private static Tokens Slash(Tokens stake, Penalty penalty) => new StakeBalance(stake, Tokens.Zero).SlashAmount(penalty.StakePpm);
}

/// <summary>What a dispute is settled by.</summary>
/// <param name="Receipt">The disputed receipt.</param>
/// <param name="Creator">Who disputes.</param>
/// <param name="Node">Whose result it is.</param>
/// <param name="Operator">Who owns the node.</param>
/// <param name="Task">The task's digest.</param>
/// <param name="Samples">Samples of each pixel of the task.</param>
/// <param name="Block">The first block on which the trees differ.</param>
/// <param name="NodeLeaf">The node's leaf of it.</param>
/// <param name="ClaimLeaf">The creator's.</param>
/// <param name="Bond">The creator's bond.</param>
/// <param name="NodeStake">The node's stake when it is decided.</param>
/// <param name="Policy">How what is paid is split.</param>
/// <param name="Penalties">What the losers pay.</param>
public sealed record DisputeTerms(
    Digest Receipt, CreatorId Creator, NodeId Node, OperatorId Operator, Digest Task, int Samples, int Block, MerkleSum NodeLeaf, MerkleSum ClaimLeaf, Tokens Bond, Tokens NodeStake,
    DisputePolicy Policy, PenaltyTable Penalties);

/// <summary>What an arbiter did.</summary>
/// <param name="Seat">The arbiter.</param>
/// <param name="Leaf">What it revealed; null: nothing in time.</param>
/// <param name="Stake">Its stake when the dispute is decided.</param>
public sealed record ArbiterAnswer(ArbiterSeat Seat, MerkleSum? Leaf, Tokens Stake);

/// <summary>An amount from or to an account.</summary>
/// <param name="Account">The account.</param>
/// <param name="Amount">How much.</param>
public sealed record DisputePart(string Account, Tokens Amount);

/// <summary>Who decided a dispute.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DisputeDecider>))]
public enum DisputeDecider
{
    /// <summary>More than half of the panel.</summary>
    Panel = 1,

    /// <summary>The reference CPU, since there was no panel, or no majority, or one that it refutes.</summary>
    Reference,
}

/// <summary>Who was right about a block.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DisputeWinner>))]
public enum DisputeWinner
{
    /// <summary>The node.</summary>
    Node = 1,

    /// <summary>The creator.</summary>
    Creator,

    /// <summary>Neither: the result is false, and so is the claim.</summary>
    Nobody,
}
