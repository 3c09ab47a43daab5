using System.Security.Cryptography;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Network.Tests;

/// <summary>
/// A small network that does everything once: three nodes of three operators, a job of four tasks, audits, one forger convicted and slashed,
/// one settlement, one epoch. The bundle it leaves must pass the audit; each test spoils one thing.
/// </summary>
internal sealed class SampleNetwork
{
    private static readonly Lazy<SampleNetwork> Shared = new(() => Under(Policy!, Tokens.FromWhole(20), Tokens.FromWhole(2)));
    private static readonly string[] Names = ["anna", "bert", "carl"];

    private readonly List<SignedBytes> _receipts = [];
    private readonly List<SignedBytes> _reports = [];
    private readonly List<VerdictProof> _proofs = [];
    private readonly Dictionary<string, ECDsa> _keys = Names.ToDictionary(n => n, Samples.Key);
    private readonly BeaconGenerator _beacon = new(Samples.Digest("beacon"), 16);
    private readonly Policy _policy;
    private readonly Tokens _price;
    private readonly Tokens _cap;
    private EscrowLocked _order = null!;

    private SampleNetwork(Policy policy, Tokens price, Tokens cap) => (_policy, _price, _cap) = (policy, price, cap);

    /// <summary>The policy of the shared network.</summary>
    public static Policy Policy { get; } = Policy.Default with { Tiers = TierPolicies.Default with { Economy = TierPolicies.Default.Economy with { AuditRatePpm = 400_000 } } };

    public static JobId Job { get; } = JobId.Parse("job-1");

    public const int MicroWorkUnitsPerMillionRays = 300_000;

    public static Digest Salt { get; } = Samples.Digest("salt");

    public List<LedgerEntry> Entries { get; } = [];

    public Books Books { get; } = new();

    public AuditorCandidate[] Candidates => [.. Names.Select(n => new AuditorCandidate(Node(n), Owner(n), 1))];

    public AuditBundle Bundle => new(
        Entries, [.. _keys.Values.Select(k => k.ExportSubjectPublicKeyInfo())], _receipts, _reports, [Candidates], _proofs, new Dictionary<JobId, Digest>());

    /// <summary>The network, played once and shared: bundles are immutable, tests copy what they spoil.</summary>
    public static SampleNetwork Run() => Shared.Value;

    /// <summary>The network under another policy, with another price of a million rays and another cap.</summary>
    public static SampleNetwork Under(Policy policy, Tokens price, Tokens cap) => new SampleNetwork(policy, price, cap).Play();

    public T Payload<T>()
        where T : LedgerPayload => Entries.Select(e => PayloadJson.Read(e.Kind, e.Payload.Span)).OfType<T>().First();

    public NodeId Node(string name) => NodeKey.IdOf(Samples.KeyDigest(_keys[name]));

    public static OperatorId Owner(string name) => OperatorId.Parse("op-" + name);

    /// <summary>The same bundle with one entry's payload replaced, and everything hashed again from there: what a dishonest coordinator would write.</summary>
    public AuditBundle Rewrite<T>(Func<T, LedgerPayload> change)
        where T : LedgerPayload
    {
        var entries = new List<LedgerEntry>();
        var changed = false;
        foreach (var entry in Entries)
        {
            var draft = new LedgerDraft(entry.Kind, entry.Key, entry.Postings, entry.Payload);
            if (!changed && PayloadJson.Read(entry.Kind, entry.Payload.Span) is T payload)
                (draft, changed) = (change(payload).ToDraft(), true);
            entries.Add(LedgerHash.Chain(draft, entries.LastOrDefault(), entry.TimeUnixMs));
        }

        Assert.True(changed);
        return Bundle with { Entries = entries };
    }

    private static WalletAddress Outsider { get; } = WalletAddress.Parse("0x" + new string('b', 40));

    private SampleNetwork Play()
    {
        var alice = CreatorId.Parse("alice");
        Append(Genesis.Of("sample", _policy));
        Append(new BeaconAnchored(0, _beacon.Anchor, _beacon.Length));
        Append(new FaucetGranted(Accounts.Creator(alice), Tokens.FromWhole(100), "alice"));
        foreach (var name in Names)
        {
            Append(new FaucetGranted(Accounts.Operator(Owner(name)), Tokens.FromWhole(10), name));
            Append(new StakeLocked(Node(name), Owner(name), Tokens.FromWhole(8), name));
        }

        Append(new StakeReleased(Node("anna"), Owner("anna"), Tokens.FromWhole(1), "anna"));
        var (quote, spec, package, settings) = (Samples.Digest("quote"), Samples.Digest("spec"), Samples.Digest("package"), Samples.Digest("settings"));
        var hash = OrderHash.Of(quote, spec, package);
        _order = new EscrowLocked(
            Job, alice, Tier.Economy, hash, quote, spec, package, settings, _policy.Digest(), CreatorSalt.Commit(Salt), _price, MicroWorkUnitsPerMillionRays, _cap);
        Append(_order);
        Append(new EscrowToppedUp(Job, alice, _cap.MultiplyDivide(1, 2), "more"));

        RenderAndJudge("anna", 0, forged: false);
        RenderAndJudge("bert", 1, forged: false);
        RenderAndJudge("carl", 2, forged: false);
        RenderAndJudge("carl", 3, forged: true);
        Append(Slashed.Of(Node("carl"), Owner("carl"), Fault.Forged, Books.Receipts.Values.Single(r => r.Verdict is { NodeAtFault: true }).Receipt.Receipt, Books.Stake(Node("carl")), _policy.Penalties));
        RenderAndJudge("anna", 2, forged: false);
        RenderAndJudge("bert", 3, forged: false);

        Append(JobSettled.Of(_order, Books.Jobs[Job].Cap, _policy.Split, Salt, Books.WorkOf(Books.Jobs[Job])));
        Append(EpochClosed.Of(0, _policy, Books.CarriedOver, Books.Recyclable, Books.EpochWork(), [new NodeAvailability(Node("bert"), Owner("bert"), 2)], Books.EpochBurned));
        Append(new Deposited(Accounts.Creator(alice), Tokens.FromWhole(5), Outsider, "0x" + new string('a', 64), 3));
        Append(new Withdrawn(Accounts.Operator(Owner("bert")), Tokens.FromWhole(1), Outsider, "bert"));
        Append(new PolicyChanged(_policy with { AuditRepeatPpm = 20_000 }, _policy.Digest(), "more repeats"));
        Append(EpochClosed.Of(1, Books.Policy!, Books.CarriedOver, Books.Recyclable, [], [], Tokens.Zero));
        return this;
    }

    private void RenderAndJudge(string name, int frame, bool forged)
    {
        var task = new TaskId(Job, frame, new PixelRegion(0, 0, 32, 16), new SampleRange(0, 4));
        var digest = TaskDigest.Of(Books.Network, _order.Order, _order.Package, _order.Settings, task.Frame, task.Region, task.Samples);
        var truth = Samples.Result(task.Region, 4, frame);
        var result = forged ? Samples.Result(task.Region, 4, frame, 77_000_000) : truth;
        var tree = result.Commit(digest);
        var receipt = Samples.Receipt(Samples.KeyDigest(_keys[name])) with
        {
            Network = Books.Network,
            Job = Digest.OfText(Job.Value),
            Task = digest,
            Lease = Samples.Lease($"{name} {frame}"),
            Package = _order.Package,
            Settings = _order.Settings,
            Root = tree.Root.Hash,
            Rays = tree.Root.Rays,
            Invalid = tree.Root.Invalid,
            ResultBlob = Digest.Of(result.Content.Span),
        };
        var signed = SignedReceipt.Sign(_keys[name], receipt);
        _receipts.Add(SignedBytes.Of(signed));
        var recorded = ReceiptRecorded.Of(task, Owner(name), receipt);
        var at = Append(recorded);
        var element = _beacon.Reveal(Books.BeaconIndex + 1);
        var reveal = Append(new BeaconRevealed(0, Books.BeaconIndex + 1, element));
        Assert.True(reveal > at);

        var seed = Challenge.Seed(element, Salt, receipt.Digest);
        var drawn = Challenge.DrawBlocks(seed, task.Region.Blocks, 400_000);
        var repeated = Challenge.IsRepeated(seed, _policy.AuditRepeatPpm);
        var auditor = Names.Single(n => Node(n) == AuditorDraw.Pick(seed, Candidates, Owner(name))!.Node);
        var report = Samples.AuditReport(Samples.KeyDigest(_keys[auditor])) with
        {
            Network = Books.Network,
            Job = receipt.Job,
            Task = digest,
            Lease = Samples.Lease($"audit {name} {frame}"),
            Blocks = [.. drawn.Select(b => new AuditedBlock(b, truth.Leaf(digest, b)))],
        };
        _reports.Add(SignedBytes.Of(SignedAuditReport.Sign(_keys[auditor], report)));
        var audit = new AuditRecorded(task, receipt.Digest, 0, Node(auditor), Owner(auditor), AuditorDraw.Digest(Candidates), report.Digest, report.Rays);
        Append(audit);

        ReferenceBlock[] reference = forged || repeated ? [.. drawn.Select(b => new ReferenceBlock(b, truth.Leaf(digest, b), forged ? Dispute(result, truth, b) : null))] : [];
        AuditedBlock[] committed = [.. drawn.Select(b => new AuditedBlock(b, tree.Leaf(b)))];
        var proof = new VerdictProof(new VerdictEvidence(digest, 4, drawn, repeated, committed, report.Blocks, reference), [.. drawn.Select(tree.PathTo)]);
        _proofs.Add(proof);
        Append(VerdictRecorded.Of(recorded, audit, reveal, proof));
    }

    private static BlockDispute Dispute(ResultFile node, ResultFile truth, int block)
    {
        var noise = Samples.Result(truth.Header.Region, 4, truth.Header.Frame, 3_000_000);
        return new BlockDispute(node.Block(block).Sums.ToArray(), truth.Block(block).Sums.ToArray(), [noise.Block(block).Sums.ToArray()]);
    }

    private long Append(LedgerPayload payload)
    {
        var draft = payload.ToDraft();
        Assert.Empty(LedgerRules.Check(draft, Books.Balance));
        Entries.Add(LedgerHash.Chain(draft, Books.Last, 1_700_000_000_000 + 1_000L * Entries.Count));
        Books.Apply(Entries[^1]);
        return Entries[^1].Sequence;
    }
}
