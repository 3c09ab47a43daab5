using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Simulation.Machine;
using Render.Simulation.Rendering;

namespace Render.Simulation.Oracles;

/// <summary>
/// Follows disputes through the ledger, in its order. It renders what is disputed itself, so it knows who is right: whose block is what every honest engine renders never
/// loses, and no honest arbiter does but where more than half of the seats lied alike.
/// </summary>
internal sealed class DisputeOracle(Oracle oracle, Simulator simulator)
{
    /// <summary>What a dispute may take beyond the times of its policy: retries, a reference CPU that is busy, and dates that were off.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(20);

    private readonly Dictionary<JobId, Digest> packages = [];
    private readonly Dictionary<Digest, ReceiptRecorded> receipts = [];
    private readonly Dictionary<Digest, OperatorId?> auditors = [];
    private readonly Dictionary<Digest, DisputeOpened> open = [];
    private readonly List<DisputeDecided> decided = [];

    /// <summary>When the faults end: from then on time is counted.</summary>
    public TimeSpan Calm { get; set; }

    /// <summary>The policy of all disputes.</summary>
    public DisputePolicy Policy { get; set; } = DisputePolicy.Default;

    /// <summary>Whether all are decided.</summary>
    public bool AreOver => open.Count == 0;

    /// <summary>What was decided, in order.</summary>
    public IReadOnlyList<DisputeDecided> Decided => decided;

    /// <summary>The next entry of the ledger.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="payload">What it says.</param>
    /// <param name="balance">Balances after it.</param>
    public void Follow(LedgerEntry entry, LedgerPayload? payload, Func<string, Int128> balance)
    {
        switch (payload)
        {
            case EscrowLocked order:
                packages[order.Job] = order.Package;
                break;
            case ReceiptRecorded receipt:
                receipts[receipt.Receipt] = receipt;
                break;
            case VerdictRecorded verdict:
                auditors[verdict.Receipt] = verdict.AuditorOperator;
                break;
            case DisputeOpened opened:
                Opened(opened, balance);
                break;
            case ArbitersDrawn drawn:
                Drawn(drawn);
                break;
            case DisputeDecided ended:
                Ended(entry, ended, balance);
                break;
        }
    }

    private void Opened(DisputeOpened opened, Func<string, Int128> balance)
    {
        open[opened.Receipt] = opened;
        var bond = balance(Accounts.Bond(opened.Receipt));
        oracle.Demand(bond == (Int128)opened.Bond.Units, "disputes", $"the bond of {opened.Receipt} is {opened.Bond} and {bond} is locked");
        var begins = simulator.Now > Calm ? simulator.Now : Calm;
        simulator.At(
            begins + TimeSpan.FromSeconds(Policy.CommitSeconds + Policy.RevealSeconds) + Slack,
            () => oracle.Demand(!open.ContainsKey(opened.Receipt), "disputes", $"the dispute of {opened.Receipt} over {opened.Task} does not end"));
    }

    private void Drawn(ArbitersDrawn drawn)
    {
        var (dispute, owners) = (open[drawn.Receipt], drawn.Panel.Select(seat => seat.Operator).ToHashSet());
        oracle.Demand(
            owners.Count == drawn.Panel.Count && !owners.Contains(receipts[drawn.Receipt].Operator) && !(auditors[drawn.Receipt] is { } auditor && owners.Contains(auditor))
                && !owners.Any(owner => owner.Value == $"op-{dispute.Creator}"),
            "disputes", $"a party, or an operator twice, sits in the panel for {drawn.Receipt}");
    }

    private void Ended(LedgerEntry entry, DisputeDecided ended, Func<string, Int128> balance)
    {
        var (terms, result) = (ended.Terms, ended.Result);
        oracle.Demand(open.Remove(terms.Receipt, out var dispute), "disputes", $"{terms.Receipt} is decided and not disputed");
        decided.Add(ended);
        var (bond, moved) = (balance(Accounts.Bond(terms.Receipt)), entry.Postings.Where(posting => posting.Account == Accounts.Bond(terms.Receipt)).ToList());
        oracle.Demand(bond == 0 && moved is [var once] && once.Delta == -(Int128)terms.Bond.Units, "disputes", $"{bond} is left of the bond of {terms.Receipt}, in {moved.Count} postings");
        oracle.Demand(result.BondReturned == (result.Winner != DisputeWinner.Node), "disputes", $"{result.Winner} is right about {terms.Receipt}, and the bond is {(result.BondReturned ? "returned" : "lost")}");

        var truth = Truth(dispute!, terms);
        var (liars, node) = (ended.Panel.Count(answer => answer.Leaf is { } leaf && leaf != truth), receipts[terms.Receipt].Node);
        oracle.Demand(terms.NodeLeaf != truth || result.Winner == DisputeWinner.Node, "honest", $"{node} rendered block {terms.Block} of {dispute!.Task} right and loses the dispute");
        oracle.Demand(result.Winner != DisputeWinner.Node || !oracle.Honest.Contains(node) || terms.NodeLeaf == truth, "honest", $"honest {node} rendered {dispute!.Task} wrong");
        oracle.Demand(result.Truth == truth || 2 * liars > ended.Panel.Count, "disputes", $"the dispute of {terms.Receipt} finds what is not so, by {liars} of {ended.Panel.Count} seats");
        foreach (var answer in ended.Panel.Where(answer => answer.Leaf is not null && oracle.Honest.Contains(answer.Seat.Node)))
            oracle.Demand(
                answer.Leaf == truth && (result.Truth == truth || 2 * liars > ended.Panel.Count), "honest", $"honest arbiter {answer.Seat.Node} of {terms.Receipt} is found false");
    }

    private MerkleSum Truth(DisputeOpened dispute, DisputeTerms terms)
    {
        var task = dispute.Task;
        var block = SyntheticScene.Block(packages[task.Job], task.Frame, task.Region, task.Samples, terms.Block);
        return Leaf.Of(terms.Task, terms.Block, block.Sums, block.Rays, block.Invalid);
    }
}
