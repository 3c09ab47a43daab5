using System.Security.Cryptography;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Tests.Economics;

/// <summary>The sample network's books with a dispute at their end: the creator claims that an accepted result is false, and a panel votes as it is told.</summary>
internal sealed class DisputeSample
{
    private readonly SampleNetwork _network;
    private readonly List<LedgerEntry> _entries;
    private readonly List<SignedBytes> _reports = [];
    private readonly Dictionary<NodeId, ECDsa> _keys = [];
    private readonly BeaconGenerator _beacon = new(Samples.Digest("beacon"), 16);
    private readonly AuditorCandidate[] _candidates;
    private long _now;

    /// <summary>Begins: so many operators, each with a staked node, who are no party.</summary>
    /// <param name="operators">How many.</param>
    /// <param name="claimShift">By how much each sum of the third block of the claim differs.</param>
    /// <param name="network">What it begins with; the shared network by default.</param>
    public DisputeSample(int operators = 5, long claimShift = 77_000_000, SampleNetwork? network = null)
    {
        _network = network ?? SampleNetwork.Run();
        ClaimShift = claimShift;
        _entries = [.. _network.Entries];
        Books = Books.Of(_entries);
        _now = _entries[^1].TimeUnixMs;
        foreach (var name in Enumerable.Range(0, operators).Select(i => $"arbiter{i}"))
        {
            var key = Samples.Key(name);
            var (node, owner) = (NodeKey.IdOf(Samples.KeyDigest(key)), SampleNetwork.Owner(name));
            _keys[node] = key;
            Append(new FaucetGranted(Accounts.Operator(owner), Tokens.FromWhole(10), name));
            Append(new StakeLocked(node, owner, Tokens.FromWhole(8), name));
        }

        Receipt = Books.Receipts.Values.First(r => r.Receipt.Task.Frame == 1).Receipt;
        _candidates = [.. _network.Candidates.Where(c => c.Operator == Receipt.Operator), .. Books.Stakers.Where(s => _keys.ContainsKey(s.Key)).Select(s => new AuditorCandidate(s.Key, s.Value, 1))];
        var region = Receipt.Task.Region;
        (Node, Claim) = (Samples.Result(region, 4, 1).Commit(Receipt.TaskDigest), Changed(region).Commit(Receipt.TaskDigest));
        Difference = FirstDifference.Of(Node, Claim)!;
    }

    public Books Books { get; }

    public long ClaimShift { get; }

    public ReceiptRecorded Receipt { get; }

    public MerkleSumTree Node { get; }

    public MerkleSumTree Claim { get; }

    public FirstDifference Difference { get; set; }

    public IReadOnlyList<LedgerEntry> Entries => _entries;

    public Policy Policy => Books.PolicyOf(Books.Jobs[SampleNetwork.Job].Order.Policy)!;

    public IReadOnlyList<ArbiterSeat> Panel => Books.Disputes[Receipt.Receipt].Drawn!.Panel;

    public AuditBundle Bundle => _network.Bundle with
    {
        Entries = _entries,
        Keys = [.. _network.Bundle.Keys, .. _keys.Values.Select(key => key.ExportSubjectPublicKeyInfo())],
        Reports = [.. _network.Bundle.Reports, .. _reports],
        Candidates = [.. _network.Bundle.Candidates, _candidates],
    };

    /// <summary>Opens, draws, votes and decides.</summary>
    /// <param name="votes">The leaf that each seat votes for; null: it is silent.</param>
    /// <param name="reference">The reference CPU's word, where the panel gives none.</param>
    public DisputeSample Play(Func<int, MerkleSum?> votes, MerkleSum? reference = null)
    {
        Open();
        Draw();
        for (var seat = 0; seat < Panel.Count; seat++)
            if (votes(seat) is { } leaf)
                Commit(seat, leaf);
        Pass(Policy.Disputes.CommitSeconds);
        for (var seat = 0; seat < Panel.Count; seat++)
            if (votes(seat) is { } leaf)
                Reveal(seat, leaf);
        Pass(Policy.Disputes.RevealSeconds);
        Decide(reference);
        return this;
    }

    public void Open() => Append(new DisputeOpened(
        Receipt.Task, Receipt.Receipt, CreatorId.Parse("alice"), Policy.Disputes.Bond, Claim.Root, Samples.Digest("claim"), Difference));

    public void Draw()
    {
        var element = _beacon.Reveal(Books.BeaconIndex + 1);
        Append(new BeaconRevealed(0, Books.BeaconIndex + 1, element));
        var parties = ArbiterDraw.Parties(CreatorId.Parse("alice"), Receipt.Operator, Books.Receipts[Receipt.Receipt].Verdict!.AuditorOperator);
        Append(new ArbitersDrawn(
            Receipt.Receipt, AuditorDraw.Digest(_candidates),
            ArbiterDraw.Panel(ArbiterDraw.Seed(element, SampleNetwork.Salt, Receipt.Receipt), _candidates, parties, Policy.Disputes.Arbiters)));
    }

    public void Commit(int seat, MerkleSum leaf)
    {
        var node = Panel[seat].Node;
        Append(new ArbiterCommitted(Receipt.Receipt, node, ArbiterVote.Commit(leaf, Samples.KeyDigest(_keys[node]), Samples.Lease(node.Value), Samples.Digest(node.Value))));
    }

    public void Reveal(int seat, MerkleSum leaf)
    {
        var node = Panel[seat].Node;
        var report = Samples.AuditReport(Samples.KeyDigest(_keys[node])) with
        {
            Network = Books.Network,
            Job = Digest.OfText(SampleNetwork.Job.Value),
            Task = Receipt.TaskDigest,
            Lease = Samples.Lease(node.Value),
            Blocks = [new AuditedBlock(Difference.Block, leaf)],
        };
        _reports.Add(SignedBytes.Of(SignedAuditReport.Sign(_keys[node], report)));
        Append(new ArbiterRevealed(Receipt.Receipt, node, report.Digest, leaf, Samples.Digest(node.Value)));
    }

    public void Decide(MerkleSum? word, Func<DisputeDecided, DisputeDecided>? change = null)
    {
        var dispute = Books.Disputes[Receipt.Receipt];
        var terms = new DisputeTerms(
            Receipt.Receipt, CreatorId.Parse("alice"), Receipt.Node, Receipt.Operator, Receipt.TaskDigest, 4, Difference.Block, Difference.Left, Difference.Right, Policy.Disputes.Bond,
            Books.Stake(Receipt.Node), Policy.Disputes, Policy.Penalties);
        ArbiterAnswer[] panel = [.. Panel.Select(seat => new ArbiterAnswer(seat, dispute.Reveals.TryGetValue(seat.Node, out var shown) ? shown.Leaf : null, Books.Stake(seat.Node)))];
        var decided = DisputeDecided.Of(terms, panel, DisputeDecided.NeedsReference(terms, panel) ? Reference(word ?? Difference.Right) : null);
        Append(change is null ? decided : change(decided));
    }

    public void Pass(int seconds) => _now += 1_000L * seconds;

    public void Append(LedgerPayload payload)
    {
        _now += 1_000;
        _entries.Add(LedgerHash.Chain(payload.ToDraft(), Books.Last, _now));
        Books.Apply(_entries[^1]);
    }

    /// <summary>The reference CPU's word: the node's leaf, the claim's, or a third one.</summary>
    private ReferenceBlock Reference(MerkleSum word)
    {
        byte[] Sums(long shift) => Samples.Result(Receipt.Task.Region, 4, 1, shift).Block(Difference.Block).Sums.ToArray();
        var (node, claim, noise) = (Sums(0), Sums(ClaimShift), Sums(3_000_000));
        var other = Sums(50_000_000);
        return word == Difference.Left ? new ReferenceBlock(Difference.Block, word, null)
            : word == Difference.Right ? new ReferenceBlock(Difference.Block, word, new BlockDispute(node, claim, [noise]))
            : new ReferenceBlock(
                Difference.Block, Leaf.Of(Receipt.TaskDigest, Difference.Block, other, Difference.Left.Rays, Difference.Left.Invalid), new BlockDispute(node, other, [noise]));
    }

    /// <summary>The honest result but for its third block.</summary>
    private ResultFile Changed(PixelRegion region)
    {
        var (honest, other) = (Samples.Result(region, 4, 1), Samples.Result(region, 4, 1, ClaimShift));
        return ResultFile.Create(honest.Header, (block, sums) =>
        {
            var from = (block == 2 ? other : honest).Block(block);
            System.Runtime.InteropServices.MemoryMarshal.Cast<byte, long>(from.Sums).CopyTo(sums.Span);
            return (from.Rays, from.Invalid);
        });
    }
}
