using System.Text;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Tests.Economics;

public sealed class BookAuditTests
{
    private static readonly SampleNetwork Network = SampleNetwork.Run();

    [Fact]
    public void Run_HonestBooks_FindsNothing() => Assert.Empty(BookAudit.Run(Network.Bundle));

    [Fact]
    public void Run_BundleThroughJson_FindsNothing()
    {
        var json = Network.Bundle.ToJson();
        var read = AuditBundle.FromJson(json);
        Assert.Empty(BookAudit.Run(read));
        Assert.Equal(json, read.ToJson());
    }

    [Fact]
    public void Books_OfTheLedger_AddUp()
    {
        var books = Books.Of(Network.Entries);
        var settled = Network.Payload<JobSettled>();
        var closed = Network.Payload<EpochClosed>();
        Assert.Equal(Int128.Zero, books.Balances.Values.Aggregate(Int128.Zero, (sum, b) => sum + b));
        // Granted, and deposited beyond what was withdrawn.
        Assert.Equal(Tokens.FromWhole(130 + 5 - 1), books.Supply.Granted);
        Assert.Equal(closed.Result.Minted, books.Supply.Minted);
        Assert.Equal(settled.Result.Burn + Tokens.FromWhole(8), books.Supply.Burned);
        Assert.Equal(books.Supply.Supply, new Tokens((UInt128)books.Balances.Where(b => b.Value > 0 && b.Key != Accounts.Burned).Aggregate(Int128.Zero, (sum, b) => sum + b.Value)));
        Assert.Equal([Network.Node("carl")], books.Convicted);
        Assert.DoesNotContain(settled.Work, w => w.Node == Network.Node("carl"));
        Assert.True(settled.Result.Charge > Tokens.Zero && settled.Result.Charge < settled.Terms.Cap);
        Assert.True(closed.Result.Minted > Tokens.Zero);
        Assert.Equal(0, books.Balance(Accounts.Escrow(SampleNetwork.Job)));
    }

    [Fact]
    public void Run_AnyByteOfAnyPayloadFlipped_IsFound()
    {
        for (var i = 0; i < Network.Entries.Count; i++)
        {
            var payload = Network.Entries[i].Payload.ToArray();
            payload[payload.Length / 2] ^= 1;
            var entries = Network.Entries.ToList();
            entries[i] = entries[i] with { Payload = payload };
            Assert.NotEmpty(BookAudit.Run(Network.Bundle with { Entries = entries }));
        }
    }

    [Fact]
    public void Run_EntryLeftOutAndChainHashedAgain_IsFound()
    {
        for (var left = 0; left < Network.Entries.Count - 1; left++)
        {
            var entries = new List<LedgerEntry>();
            foreach (var entry in Network.Entries.Where((_, i) => i != left))
                entries.Add(LedgerHash.Chain(new LedgerDraft(entry.Kind, entry.Key, entry.Postings, entry.Payload), entries.LastOrDefault(), entry.TimeUnixMs));

            // A top-up of stake that nobody uses, or the release of it, can be left out without anything else being wrong.
            if (Network.Entries[left].Kind is LedgerEntryKind.StakeReleased or LedgerEntryKind.StakeLocked or LedgerEntryKind.PolicyChanged) continue;
            // What came in or left is told by the chain, not by other entries.
            if (Network.Entries[left].Kind is LedgerEntryKind.Deposited or LedgerEntryKind.Withdrawn) continue;
            Assert.True(BookAudit.Run(Network.Bundle with { Entries = entries }).Count > 0, $"{left} {Network.Entries[left].Kind}");
        }
    }

    [Fact]
    public void Run_ChargeAUnitHigher_IsFound() => Finds(
        BookFault.Settlement,
        Network.Rewrite<JobSettled>(p => p with { Result = p.Result with { Charge = p.Result.Charge + new Tokens(1), Treasury = p.Result.Treasury + new Tokens(1), Refund = p.Result.Refund - new Tokens(1) } }));

    [Fact]
    public void Run_PayoutAUnitToAnother_IsFound() => Finds(
        BookFault.Settlement,
        Network.Rewrite<JobSettled>(p => p with { Result = p.Result with { Payouts = [p.Result.Payouts[0] with { Amount = p.Result.Payouts[0].Amount + new Tokens(1) }, p.Result.Payouts[1] with { Amount = p.Result.Payouts[1].Amount - new Tokens(1) }] } }));

    [Fact]
    public void Run_WorkInvented_IsFound() => Finds(
        BookFault.Settlement,
        Network.Rewrite<JobSettled>(p => JobSettled.Of(Network.Payload<EscrowLocked>(), p.Terms.Cap, p.Terms.Split, p.Salt, [.. p.Work.Select(w => w with { RenderedRays = w.RenderedRays * 2 })])));

    [Fact]
    public void Run_OtherSaltShown_IsFound() => Finds(BookFault.Settlement, Network.Rewrite<JobSettled>(p => p with { Salt = Samples.Digest("other") }));

    [Fact]
    public void Run_MoreMinted_IsFound() => Finds(
        BookFault.Epoch,
        Network.Rewrite<EpochClosed>(p => p with { Result = p.Result with { Minted = p.Result.Minted + new Tokens(1), Payouts = [p.Result.Payouts[0] with { Amount = p.Result.Payouts[0].Amount + new Tokens(1) }, .. p.Result.Payouts.Skip(1)] } }));

    [Fact]
    public void Run_AvailabilityOfANodeWithoutStake_IsFound() => Finds(
        BookFault.Epoch,
        Network.Rewrite<EpochClosed>(p => p with { Availability = [new NodeAvailability(Network.Node("carl"), SampleNetwork.Owner("carl"), 2)] }));

    [Fact]
    public void Run_ForgeryAccepted_IsFound() => Finds(
        BookFault.Verdict,
        RewriteRejected(p => p with { Decision = VerdictDecision.Accepted, NodeAtFault = false, RenderedRays = 36_000 }));

    [Fact]
    public void Run_HonestNodeConvicted_IsFound() => Finds(
        BookFault.Verdict,
        Network.Rewrite<VerdictRecorded>(p => p with { Decision = VerdictDecision.Rejected, NodeAtFault = true, RenderedRays = 0 }));

    [Fact]
    public void Run_SlashWithoutConviction_IsFound() => Finds(
        BookFault.Slash,
        Network.Rewrite<Slashed>(p => p with { Node = Network.Node("bert"), Operator = SampleNetwork.Owner("bert") }));

    [Fact]
    public void Run_SlashLessThanTheTable_IsFound() => Finds(BookFault.Slash, Network.Rewrite<Slashed>(p => p with { Amount = Tokens.One }));

    [Fact]
    public void Run_OtherAuditorThanDrawn_IsFound() => Finds(
        BookFault.Draw,
        Network.Rewrite<AuditRecorded>(p => p with { Attempt = 1 }));

    [Fact]
    public void Run_BeaconElementSwapped_IsFound() => Finds(BookFault.Beacon, Network.Rewrite<BeaconRevealed>(p => p with { Element = Samples.Digest("chosen") }));

    [Fact]
    public void Run_OtherBlocksJudged_IsFound() => Finds(BookFault.Verdict, Network.Rewrite<VerdictRecorded>(p => p with { Drawn = [.. p.Drawn.Select(b => (b + 1) % 8)] }));

    [Fact]
    public void Run_LaterRevealUsed_IsFound() => Finds(BookFault.Verdict, Network.Rewrite<VerdictRecorded>(p => p with { Reveal = p.Reveal + 4 }));

    [Fact]
    public void Run_ReceiptWithMoreRays_IsFound() => Finds(BookFault.Receipt, Network.Rewrite<ReceiptRecorded>(p => p with { Rays = p.Rays + 1 }));

    [Fact]
    public void Run_ReceiptOfAnotherTask_IsFound() => Finds(BookFault.Receipt, Network.Rewrite<ReceiptRecorded>(p => p with { Task = p.Task with { Frame = 9 } }));

    [Fact]
    public void Run_OrderOfAnotherPackage_IsFound() => Finds(BookFault.Order, Network.Rewrite<EscrowLocked>(p => p with { Package = Samples.Digest("other") }));

    [Fact]
    public void Run_PolicyOutOfBounds_IsFound() => Finds(BookFault.Policy, Network.Rewrite<PolicyChanged>(p => p with { Policy = p.Policy with { Split = new ChargeSplit(0, 0, 0) } }));

    [Fact]
    public void Run_StakeToAnotherOperator_IsFound() => Finds(BookFault.Stake, Network.Rewrite<StakeReleased>(p => p with { Operator = SampleNetwork.Owner("bert") }));

    [Fact]
    public void Run_DepositToAStake_IsFound() => Finds(BookFault.Postings, Network.Rewrite<Deposited>(p => p with { Account = Accounts.Stake(Network.Node("bert")) }));

    [Fact]
    public void Run_WithdrawalFromAnEscrow_IsFound() => Finds(BookFault.Postings, Network.Rewrite<Withdrawn>(p => p with { Account = Accounts.Escrow(SampleNetwork.Job) }));

    [Fact]
    public void Run_WithdrawalOfMoreThanThereIs_IsFound() => Finds(BookFault.Overdrawn, Network.Rewrite<Withdrawn>(p => p with { Amount = Tokens.FromWhole(1_000) }));

    [Fact]
    public void Books_MoreWithdrawnThanDeposited_CountItAmongTheSupply()
    {
        var (rich, outside) = (Accounts.Creator(CreatorId.Parse("rich")), WalletAddress.Parse("0x" + new string('1', 40)));
        var entries = new List<LedgerEntry>();
        foreach (var payload in new LedgerPayload[] { new FaucetGranted(rich, Tokens.FromWhole(9), "first"), new Withdrawn(rich, Tokens.FromWhole(4), outside, "all") })
            entries.Add(LedgerHash.Chain(payload.ToDraft(), entries.LastOrDefault(), 1_000));

        var books = Books.Of(entries);

        Assert.Equal((Tokens.FromWhole(9), Int128.CreateChecked(4) * (Int128)Tokens.One.Units), (books.Supply.Supply, books.Balance(Accounts.Outside)));
    }

    [Fact]
    public void Run_TestTokensToTheTreasury_IsFound() => Finds(BookFault.Postings, Network.Rewrite<FaucetGranted>(p => p with { Account = Accounts.Treasury }));

    [Fact]
    public void Run_SignatureFlipped_IsFound()
    {
        var receipt = Network.Bundle.Receipts[0];
        byte[] signature = [.. receipt.Signature];
        signature[5] ^= 1;
        Finds(BookFault.Signature, Network.Bundle with { Receipts = [receipt with { Signature = signature }, .. Network.Bundle.Receipts.Skip(1)] });
    }

    [Fact]
    public void Run_ThingsLeftOut_AreNamedMissing()
    {
        var bundle = Network.Bundle;
        Finds(BookFault.Missing, bundle with { Keys = [.. bundle.Keys.Skip(1)] });
        Finds(BookFault.Missing, bundle with { Receipts = [.. bundle.Receipts.Skip(1)] });
        Finds(BookFault.Missing, bundle with { Reports = [.. bundle.Reports.Skip(1)] });
        Finds(BookFault.Missing, bundle with { Proofs = [.. bundle.Proofs.Skip(1)] });
        Finds(BookFault.Missing, bundle with { Candidates = [] });
    }

    [Fact]
    public void Run_BundleEmpty_FindsNothing() => Assert.Empty(BookAudit.Run(new AuditBundle([], [], [], [], [], [], new Dictionary<JobId, Digest>())));

    [Fact]
    public void Run_UnsettledJob_NeedsItsSaltFromTheBundle()
    {
        var upTo = Network.Entries.TakeWhile(e => e.Kind != LedgerEntryKind.JobSettled).ToList();
        var bundle = Network.Bundle with { Entries = upTo };
        Finds(BookFault.Missing, bundle);
        Assert.Empty(BookAudit.Run(bundle with { Salts = new Dictionary<JobId, Digest> { [SampleNetwork.Job] = SampleNetwork.Salt } }));
    }

    [Fact]
    public void FromJson_Garbage_ThrowsAJsonException() =>
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => AuditBundle.FromJson(Encoding.UTF8.GetBytes("{\"entries\":[]}")));

    private static AuditBundle RewriteRejected(Func<VerdictRecorded, LedgerPayload> change)
    {
        var seen = 0;
        var at = Network.Entries.Where(e => e.Kind == LedgerEntryKind.VerdictRecorded).Select(PayloadJson.Read<VerdictRecorded>).TakeWhile(v => !v.NodeAtFault).Count();
        var entries = new List<LedgerEntry>();
        foreach (var entry in Network.Entries)
        {
            var draft = new LedgerDraft(entry.Kind, entry.Key, entry.Postings, entry.Payload);
            if (entry.Kind == LedgerEntryKind.VerdictRecorded && seen++ == at) draft = change(PayloadJson.Read<VerdictRecorded>(entry)).ToDraft();
            entries.Add(LedgerHash.Chain(draft, entries.LastOrDefault(), entry.TimeUnixMs));
        }

        return Network.Bundle with { Entries = entries };
    }

    private static void Finds(BookFault fault, AuditBundle bundle)
    {
        var findings = BookAudit.Run(bundle);
        Assert.True(findings.Any(f => f.Fault == fault), string.Join('\n', findings));
    }
}
