using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Simulation.Oracles;

/// <summary>Follows the ledger entry by entry.</summary>
internal sealed class BooksOracle(Oracle oracle)
{
    private readonly SortedDictionary<long, LedgerEntry> confirmed = [];
    private readonly Dictionary<string, LedgerEntry> byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Int128> balances = new(StringComparer.Ordinal);
    private readonly Dictionary<JobId, Int128> locked = [];
    private readonly HashSet<string> paying = new(StringComparer.Ordinal);
    private readonly Dictionary<TaskId, long> firstReceipts = [];
    private LedgerEntry? last;

    /// <summary>Entries known to be there, in order.</summary>
    public IEnumerable<LedgerEntry> Entries => confirmed.Values;

    /// <summary>Entries known to be there.</summary>
    public int Count => confirmed.Count;

    /// <summary>Verdicts by decision.</summary>
    public Dictionary<string, int> Decisions { get; } = new(StringComparer.Ordinal);

    /// <summary>Nodes convicted so far.</summary>
    public HashSet<NodeId> Convicted { get; } = [];

    /// <summary>Ranges of honest nodes that stood alone in statistical jobs. Chance does that in one of ten thousand comparisons, so twice in a run is no chance.</summary>
    public int HonestAlone { get; private set; }

    /// <summary>Receipts recorded.</summary>
    public int Receipts { get; private set; }

    /// <summary>An entry is confirmed: told once or often, in any order.</summary>
    public void Confirmed(LedgerEntry entry)
    {
        if (confirmed.TryGetValue(entry.Sequence, out var known))
        {
            oracle.Demand(known.Hash == entry.Hash, "ledger", $"entry {entry.Sequence} was {known.Hash} and is {entry.Hash}");
            return;
        }

        confirmed.Add(entry.Sequence, entry);
        oracle.Demand(byKey.TryAdd(entry.Key, entry), "ledger", $"key {entry.Key} is in entries {byKey[entry.Key].Sequence} and {entry.Sequence}");
        Judge(entry);
        // Answers overtake one another; the books are followed in order.
        while (confirmed.TryGetValue((last?.Sequence ?? -1) + 1, out var next))
            Follow(next);
    }

    /// <summary>After a restart: all that was confirmed must be there, and what is there counts from now on.</summary>
    public async Task Recovered(ILedger ledger)
    {
        var entries = new Dictionary<long, LedgerEntry>();
        while (await ledger.Read(entries.Count, 1_000) is { Count: > 0 } page)
            foreach (var entry in page)
                entries.Add(entry.Sequence, entry);
        foreach (var (sequence, known) in confirmed)
            oracle.Demand(
                entries.TryGetValue(sequence, out var found) && found.Hash == known.Hash, "durability", $"ledger entry {sequence} ({known.Key}) was confirmed and is not there after the restart");
        foreach (var entry in entries.Values)
            Confirmed(entry);
    }

    /// <summary>Whether a verdict pays a receipt.</summary>
    public bool Pays(TaskId task, Digest receipt) => paying.Contains(VerdictRecorded.KeyOf(task, receipt));

    /// <summary>Whether the ledger holds an entry of a key.</summary>
    public bool Holds(string key) => byKey.ContainsKey(key);

    /// <summary>The balance of an account.</summary>
    public Int128 Balance(string account) => balances.GetValueOrDefault(account);

    private void Judge(LedgerEntry entry)
    {
        switch (PayloadJson.Read(entry.Kind, entry.Payload.Span))
        {
            case ReceiptRecorded:
                Receipts++;
                break;
            case VerdictRecorded verdict:
                if (Verdict.Pays(verdict.Decision))
                    paying.Add(entry.Key);
                Decisions[verdict.Decision.ToString()] = Decisions.GetValueOrDefault(verdict.Decision.ToString()) + 1;
                HonestAlone += verdict.Decision == VerdictDecision.StoodAlone && oracle.Honest.Contains(verdict.Node) ? 1 : 0;
                oracle.Demand(HonestAlone < 2, "honest", $"honest {verdict.Node} stood alone for {verdict.Task}, and is not the first");
                oracle.Demand(!verdict.NodeAtFault || !oracle.Honest.Contains(verdict.Node), "honest", $"honest {verdict.Node} is found at fault for {verdict.Task}");
                oracle.Demand(
                    !verdict.AuditorAtFault || !oracle.Honest.Contains(verdict.Auditor!.Value), "honest", $"honest auditor {verdict.Auditor} is found at fault for {verdict.Task}");
                break;
            case Slashed slashed:
                Convicted.Add(slashed.Node);
                oracle.Demand(!oracle.Honest.Contains(slashed.Node), "honest", $"honest {slashed.Node} is slashed for {slashed.Fault}");
                break;
        }
    }

    private void Follow(LedgerEntry entry)
    {
        oracle.Demand(entry.Previous == (last?.Hash ?? default) && LedgerHash.Of(entry) == entry.Hash, "ledger", $"entry {entry.Sequence} does not continue the chain");
        last = entry;
        foreach (var posting in entry.Postings)
            balances[posting.Account] = balances.GetValueOrDefault(posting.Account) + posting.Delta;
        foreach (var posting in entry.Postings)
            oracle.Demand(balances[posting.Account] >= 0 || Accounts.IsSource(posting.Account), "books", $"{posting.Account} holds {balances[posting.Account]} after {entry.Key}");
        Int128 sum = 0;
        foreach (var balance in balances.Values)
            sum += balance;
        oracle.Demand(sum == 0, "books", $"all balances add up to {sum} after {entry.Key}");
        var payload = PayloadJson.Read(entry.Kind, entry.Payload.Span);
        oracle.Disputes.Follow(entry, payload, Balance);
        switch (payload)
        {
            case EscrowLocked order:
                Escrow(order.Job, (Int128)order.Cap.Units);
                break;
            case EscrowToppedUp more:
                Escrow(more.Job, locked.GetValueOrDefault(more.Job) + (Int128)more.Amount.Units);
                break;
            case JobSettled settled:
                Escrow(settled.Job, 0);
                break;
            case JobRefunded refunded:
                Escrow(refunded.Job, 0);
                break;
            case ReceiptRecorded receipt:
                firstReceipts.TryAdd(receipt.Task, entry.Sequence);
                break;
            case VerdictRecorded verdict:
                oracle.Demand(
                    verdict.Reveal < entry.Sequence && firstReceipts.TryGetValue(verdict.Task, out var first) && first < verdict.Reveal,
                    "proof", $"the verdict on {verdict.Task} rests on reveal {verdict.Reveal}, and no receipt came before it");
                break;
        }
    }

    private void Escrow(JobId job, Int128 amount)
    {
        locked[job] = amount;
        oracle.Demand(Balance(Accounts.Escrow(job)) == amount, "escrow", $"{job} should have locked {amount} and has {Balance(Accounts.Escrow(job))}");
    }
}
