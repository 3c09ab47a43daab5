using Render.Network.Economics.Payloads;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Economics;

/// <summary>
/// The state that a ledger's entries add up to: balances, jobs, receipts, convictions, the open epoch. A fold: the same entries always give
/// the same books. It believes what it is given; <see cref="BookAudit"/> does not. Not safe for concurrent use.
/// </summary>
public sealed class Books
{
    private readonly Dictionary<string, Int128> _balances = new(StringComparer.Ordinal);
    private readonly Dictionary<Digest, Policy> _policies = [];
    private readonly Dictionary<JobId, JobBook> _jobs = [];
    private readonly Dictionary<Digest, ReceiptBook> _receipts = [];
    private readonly Dictionary<Digest, DisputeBook> _disputes = [];
    private readonly Dictionary<NodeId, OperatorId> _stakers = [];
    private readonly Dictionary<(TaskId Task, LeaseId Lease), ReplicaCommitted> _commitments = [];
    private readonly Dictionary<TaskId, HashSet<OperatorId>> _committed = [];
    private readonly Dictionary<NodeId, int> _replicatedCorrect = [];
    private readonly HashSet<NodeId> _convicted = [];
    private readonly List<RevealBook> _reveals = [];
    private readonly SortedDictionary<NodeId, NodeEmissionWork> _epochWork = [];

    /// <summary>The last entry; null before the first.</summary>
    public LedgerEntry? Last { get; private set; }

    /// <summary>The network; zero before the first entry.</summary>
    public Digest Network { get; private set; }

    /// <summary>The policy in force; null before the first entry.</summary>
    public Policy? Policy { get; private set; }

    /// <summary>The beacon chain in use; null before one is anchored.</summary>
    public BeaconAnchored? Beacon { get; private set; }

    /// <summary>Reveals of the chain in use so far.</summary>
    public int BeaconIndex { get; private set; }

    /// <summary>The number of the open epoch.</summary>
    public int Epoch { get; private set; }

    /// <summary>Emission of closed epochs that was not minted.</summary>
    public Tokens CarriedOver { get; private set; }

    /// <summary>What was burned by the last close and not minted again.</summary>
    public Tokens Recyclable { get; private set; }

    /// <summary>What was burned in the open epoch.</summary>
    public Tokens EpochBurned { get; private set; }

    /// <summary>All balances, accounts without one left out.</summary>
    public IReadOnlyDictionary<string, Int128> Balances => _balances;

    /// <summary>All jobs that were funded.</summary>
    public IReadOnlyDictionary<JobId, JobBook> Jobs => _jobs;

    /// <summary>All receipts, by digest.</summary>
    public IReadOnlyDictionary<Digest, ReceiptBook> Receipts => _receipts;

    /// <summary>All disputes, by the disputed receipt.</summary>
    public IReadOnlyDictionary<Digest, DisputeBook> Disputes => _disputes;

    /// <summary>All reveals of all chains, in ledger order.</summary>
    public IReadOnlyList<RevealBook> Reveals => _reveals;

    /// <summary>Nodes that were convicted.</summary>
    public IReadOnlySet<NodeId> Convicted => _convicted;

    /// <summary>Who owns the stake of each node that ever had one.</summary>
    public IReadOnlyDictionary<NodeId, OperatorId> Stakers => _stakers;

    /// <summary>What the supply did.</summary>
    public BurnMint Supply => new(Out(Accounts.Faucet) + Deposits, Out(Accounts.Minted), new Tokens((UInt128)Balance(Accounts.Burned)));

    /// <summary>The books of a whole ledger.</summary>
    /// <exception cref="System.Text.Json.JsonException">A payload is not canonical.</exception>
    public static Books Of(IEnumerable<LedgerEntry> entries)
    {
        var books = new Books();
        foreach (var entry in entries) books.Apply(entry);
        return books;
    }

    /// <summary>An account's balance; 0 where it has none.</summary>
    public Int128 Balance(string account) => _balances.GetValueOrDefault(account);

    /// <summary>A node's stake.</summary>
    public Tokens Stake(NodeId node) => new((UInt128)Int128.Max(0, Balance(Accounts.Stake(node))));

    /// <summary>The policy of that digest; null where none such was in force.</summary>
    public Policy? PolicyOf(Digest digest) => _policies.GetValueOrDefault(digest);

    /// <summary>The accepted work of a job as of now.</summary>
    public IReadOnlyList<NodeWork> WorkOf(JobBook job) => AcceptedWork.Of(job.Verdicts, _convicted, TierOf(job)?.Replicas > 1);

    /// <summary>The tier's terms under the policy that a job was funded under; null where that was never in force.</summary>
    public TierPolicy? TierOf(JobBook job) => PolicyOf(job.Order.Policy)?.Tiers.For(job.Order.Tier);

    /// <summary>What a replica's node committed to under a lease; null where it did not.</summary>
    public ReplicaCommitted? Commitment(TaskId task, LeaseId lease) => _commitments.GetValueOrDefault((task, lease));

    /// <summary>How many operators' nodes have committed to results of a task so far.</summary>
    public int Committed(TaskId task) => _committed.GetValueOrDefault(task)?.Count ?? 0;

    /// <summary>How many of a node's results were found correct with those of other operators' nodes beside them.</summary>
    public int ReplicatedCorrect(NodeId node) => _replicatedCorrect.GetValueOrDefault(node);

    /// <summary>Of the equals of a compared receipt the one that is judged: the last in the ledger.</summary>
    public ReceiptBook Judged(ReceiptBook receipt) => receipt.Compared is not { } compared
        ? receipt
        : compared.Replicas.Select(r => _receipts[r.Receipt]).Where(r => r.Receipt.Commitment() == receipt.Receipt.Commitment()).MaxBy(r => r.Sequence)!;

    /// <summary>The accepted and paid work of the open epoch, one line a node, by node id; convicted nodes have none.</summary>
    public IReadOnlyList<NodeEmissionWork> EpochWork() => [.. _epochWork.Values.Where(w => !_convicted.Contains(w.Node))];

    /// <summary>The first reveal after a ledger sequence; null while there is none.</summary>
    public RevealBook? RevealAfter(long sequence)
    {
        var (low, high) = (0, _reveals.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_reveals[middle].Sequence > sequence) high = middle;
            else low = middle + 1;
        }

        return low < _reveals.Count ? _reveals[low] : null;
    }

    /// <summary>Adds the next entry.</summary>
    /// <exception cref="System.Text.Json.JsonException">The payload is not canonical.</exception>
    public void Apply(LedgerEntry entry) => Apply(entry, PayloadJson.Read(entry.Kind, entry.Payload.Span));

    internal void Apply(LedgerEntry entry, LedgerPayload payload)
    {
        ApplyPostings(entry);
        switch (payload)
        {
            case Genesis genesis:
                Network = genesis.Network;
                Enact(genesis.Policy);
                break;
            case PolicyChanged change:
                Enact(change.Policy);
                break;
            case StakeLocked stake:
                _stakers.TryAdd(stake.Node, stake.Operator);
                break;
            case Slashed { Fault: Reputation.Fault.Forged or Reputation.Fault.Equivocated or Reputation.Fault.Colluded } slash:
                _convicted.Add(slash.Node);
                break;
            case BeaconAnchored anchored:
                (Beacon, BeaconIndex) = (anchored, 0);
                break;
            case BeaconRevealed revealed:
                BeaconIndex = revealed.Index;
                _reveals.Add(new RevealBook(entry.Sequence, revealed.Element));
                break;
            case EpochClosed closed:
                _epochWork.Clear();
                (Epoch, CarriedOver, Recyclable, EpochBurned) = (closed.Epoch + 1, closed.Result.CarryOut, closed.Stock, Tokens.Zero);
                break;
            default:
                ApplyToJob(entry, payload);
                break;
        }
    }

    private void ApplyToJob(LedgerEntry entry, LedgerPayload payload)
    {
        switch (payload)
        {
            case EscrowLocked order:
                _jobs.TryAdd(order.Job, new JobBook(order));
                break;
            case EscrowToppedUp topUp when _jobs.TryGetValue(topUp.Job, out var job):
                job.TopUp(topUp.Amount);
                break;
            case ReceiptRecorded receipt:
                _receipts.TryAdd(receipt.Receipt, new ReceiptBook(entry.Sequence, receipt));
                break;
            case ReplicaCommitted committed:
                _commitments.TryAdd((committed.Task, committed.Lease), committed);
                if (!_committed.TryGetValue(committed.Task, out var operators)) _committed.Add(committed.Task, operators = []);
                operators.Add(committed.Operator);
                break;
            case ReplicasCompared compared:
                foreach (var replica in compared.Replicas)
                    if (_receipts.TryGetValue(replica.Receipt, out var opened)) opened.Compared = compared;
                break;
            case RangesCompared ranges:
                foreach (var place in ranges.Judged())
                    if (_receipts.TryGetValue(ranges.Ranges[place].Receipt, out var judgedRange)) judgedRange.Ranges = ranges;
                break;
            case AuditRecorded audit when _receipts.TryGetValue(audit.Receipt, out var receipt):
                receipt.Audit = audit;
                break;
            case VerdictRecorded verdict:
                if (_receipts.TryGetValue(verdict.Receipt, out var decided))
                {
                    (decided.Verdict, decided.VerdictUnixMs) = (verdict, entry.TimeUnixMs);
                    if (verdict.Decision is VerdictDecision.Accepted or VerdictDecision.AuditorAtFault && HasEqual(decided))
                        _replicatedCorrect[verdict.Node] = ReplicatedCorrect(verdict.Node) + 1;
                }

                if (_jobs.TryGetValue(verdict.Task.Job, out var judged)) judged.Add(verdict);
                if (verdict.NodeAtFault) _convicted.Add(verdict.Node);
                break;
            case JobSettled settled when _jobs.TryGetValue(settled.Job, out var job):
                job.Close(settled.Result);
                foreach (var work in settled.Result.Emission) AddEpochWork(work);
                break;
            case JobRefunded refunded when _jobs.TryGetValue(refunded.Job, out var job):
                job.Close(null);
                break;
            default:
                ApplyToDispute(entry, payload);
                break;
        }
    }

    private void ApplyToDispute(LedgerEntry entry, LedgerPayload payload)
    {
        switch (payload)
        {
            case DisputeOpened opened:
                _disputes.TryAdd(opened.Receipt, new DisputeBook(entry.Sequence, opened));
                break;
            case ArbitersDrawn drawn when _disputes.TryGetValue(drawn.Receipt, out var dispute):
                dispute.Draw(drawn, entry.TimeUnixMs);
                break;
            case ArbiterCommitted committed when _disputes.TryGetValue(committed.Receipt, out var dispute):
                dispute.Add(committed);
                break;
            case ArbiterRevealed revealed when _disputes.TryGetValue(revealed.Receipt, out var dispute):
                dispute.Add(revealed);
                break;
            case DisputeDecided decided when _disputes.TryGetValue(decided.Terms.Receipt, out var dispute):
                dispute.Decided = decided;
                break;
        }
    }

    private bool HasEqual(ReceiptBook receipt) => receipt.Compared?.Replicas.Any(r =>
        r.Receipt != receipt.Receipt.Receipt && _receipts.TryGetValue(r.Receipt, out var other) && other.Receipt.Commitment() == receipt.Receipt.Commitment()) == true;

    private void ApplyPostings(LedgerEntry entry)
    {
        foreach (var (account, delta) in entry.Postings)
        {
            var balance = checked(Balance(account) + delta);
            if (balance == 0) _balances.Remove(account);
            else _balances[account] = balance;
            if (account == Accounts.Burned && delta > 0) EpochBurned += new Tokens((UInt128)delta);
        }

        Last = entry;
    }

    private void AddEpochWork(NodeEmissionWork work)
    {
        if (work.MicroWorkUnits == 0) return;
        _epochWork[work.Node] = _epochWork.TryGetValue(work.Node, out var before)
            ? before with { MicroWorkUnits = checked(before.MicroWorkUnits + work.MicroWorkUnits) }
            : work;
    }

    private void Enact(Policy policy)
    {
        Policy = policy;
        _policies[policy.Digest()] = policy;
    }

    private Tokens Out(string source) => new((UInt128)(-Balance(source)));

    // What was withdrawn beyond what was deposited is still there, outside.
    private Tokens Deposits => new((UInt128)Int128.Max(0, -Balance(Accounts.Outside)));
}
