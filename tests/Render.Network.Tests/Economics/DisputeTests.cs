using System.Numerics;
using FsCheck.Xunit;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Tests.Economics;

public sealed class DisputeTests
{
    [Fact]
    public void Panel_AgreesWithTheNode_CreatorPaysItsBond()
    {
        var sample = new DisputeSample();
        sample.Play(_ => sample.Difference.Left);

        Assert.Empty(BookAudit.Run(sample.Bundle));
        var decided = sample.Books.Disputes[sample.Receipt.Receipt].Decided!.Result;
        Assert.Equal((DisputeDecider.Panel, DisputeWinner.Node, false), (decided.By, decided.Winner, decided.BondReturned));
        Assert.Equal(0, sample.Books.Balance(Accounts.Bond(sample.Receipt.Receipt)));
        // Ten tokens: half to the node's operator, four tenths to five arbiters, one burned.
        Assert.Equal(Tokens.FromWhole(5), decided.Received.Single(part => part.Account == Accounts.Operator(sample.Receipt.Operator)).Amount);
        Assert.Equal(5, decided.Received.Count(part => part.Amount == Tokens.FromDecimal(0.8m)));
        Assert.Equal(Tokens.FromWhole(1), decided.Burned);
    }

    [Fact]
    public void Panel_AgreesWithTheCreator_NodePaysAndTheBondReturns()
    {
        var sample = new DisputeSample();
        var (before, stake) = (sample.Books.Balance(Accounts.Creator(CreatorId.Parse("alice"))), sample.Books.Stake(sample.Receipt.Node));
        sample.Play(seat => seat == 4 ? sample.Difference.Left : sample.Difference.Right);

        Assert.Empty(BookAudit.Run(sample.Bundle));
        var decided = sample.Books.Disputes[sample.Receipt.Receipt].Decided!.Result;
        Assert.Equal((DisputeDecider.Panel, DisputeWinner.Creator, true), (decided.By, decided.Winner, decided.BondReturned));
        Assert.Equal(stake.MultiplyDivideUp(200_000, 1_000_000), stake - sample.Books.Stake(sample.Receipt.Node));
        // The dissenter pays a twentieth of its stake.
        Assert.Equal(Tokens.FromDecimal(7.6m), sample.Books.Stake(sample.Panel[4].Node));
        Assert.True(sample.Books.Balance(Accounts.Creator(CreatorId.Parse("alice"))) > before);
        Assert.DoesNotContain(sample.Receipt.Node, sample.Books.Convicted);
    }

    [Fact]
    public void Panel_AgreesWithTheCreatorOnRounding_IsAnEngineFaultAndNobodyPays()
    {
        var sample = new DisputeSample(claimShift: 1);
        var stake = sample.Books.Stake(sample.Receipt.Node);
        sample.Play(_ => sample.Difference.Right);

        Assert.Empty(BookAudit.Run(sample.Bundle));
        var decided = sample.Books.Disputes[sample.Receipt.Receipt].Decided!.Result;
        Assert.Equal((DisputeWinner.Creator, true, true), (decided.Winner, decided.EngineFault, decided.BondReturned));
        Assert.Equal(stake, sample.Books.Stake(sample.Receipt.Node));
        Assert.Empty(decided.Paid);
    }

    [Fact]
    public void Decision_AgainstTheNodeWithoutTheReference_IsRefused()
    {
        var sample = new DisputeSample();
        var terms = new DisputeTerms(
            sample.Receipt.Receipt, CreatorId.Parse("alice"), sample.Receipt.Node, sample.Receipt.Operator, sample.Receipt.TaskDigest, 4, sample.Difference.Block,
            sample.Difference.Left, sample.Difference.Right, Tokens.One, Tokens.One, DisputePolicy.Default, Policy.Default.Penalties);
        var seat = new ArbiterSeat(sample.Receipt.Node, sample.Receipt.Operator);
        var against = new ArbiterAnswer(seat, sample.Difference.Right, Tokens.One);
        Assert.Throws<ArgumentException>(() => DisputeDecided.Of(terms, [against], null));
        Assert.Throws<ArgumentException>(() => DisputeDecided.Of(terms, [against], new ReferenceBlock(sample.Difference.Block, sample.Difference.Right, null)));
        Assert.Throws<ArgumentException>(() => DisputeDecided.Of(
            terms, [against], new ReferenceBlock(sample.Difference.Block, sample.Difference.Right, new BlockDispute([1, 2], [1, 2], [[1, 2]]))));
        Assert.Throws<ArgumentException>(() => DisputeDecided.Of(
            terms, [against with { Leaf = sample.Difference.Left }], new ReferenceBlock(sample.Difference.Block, sample.Difference.Left, null)));
    }

    [Fact]
    public void Panel_DividedOrSilent_ReferenceDecides()
    {
        var sample = new DisputeSample();
        sample.Play(seat => seat switch { 0 or 1 => sample.Difference.Left, 2 => sample.Difference.Right, _ => null }, sample.Difference.Left);

        Assert.Empty(BookAudit.Run(sample.Bundle));
        var decided = sample.Books.Disputes[sample.Receipt.Receipt].Decided!.Result;
        Assert.Equal((DisputeDecider.Reference, DisputeWinner.Node), (decided.By, decided.Winner));
        // The bond, a false arbiter's twentieth, two silent ones' hundredth of eight tokens each.
        Assert.Equal(Tokens.FromDecimal(10.56m), Tokens.Sum(decided.Paid.Select(part => part.Amount)));
    }

    [Fact]
    public void Panel_AgainstWhatTheReferenceFindsToo_ReferenceDecidesForTheNode()
    {
        var sample = new DisputeSample();
        var stake = sample.Books.Stake(sample.Receipt.Node);
        sample.Play(_ => sample.Difference.Right, sample.Difference.Left);

        Assert.Empty(BookAudit.Run(sample.Bundle));
        var decided = sample.Books.Disputes[sample.Receipt.Receipt].Decided!.Result;
        Assert.Equal((DisputeDecider.Reference, DisputeWinner.Node, false), (decided.By, decided.Winner, decided.BondReturned));
        Assert.Equal(stake, sample.Books.Stake(sample.Receipt.Node));
        // Each of five pays a twentieth of its eight tokens.
        Assert.All(sample.Panel, seat => Assert.Equal(Tokens.FromDecimal(7.6m), sample.Books.Stake(seat.Node)));
    }

    [Fact]
    public void Panel_TooFewOperators_ReferenceDecidesAndNobodyIsDrawn()
    {
        var sample = new DisputeSample(operators: 1);
        sample.Play(_ => null, Samples.MerkleSum("neither", 1, 0));

        Assert.Empty(sample.Panel);
        Assert.Empty(BookAudit.Run(sample.Bundle));
        var decided = sample.Books.Disputes[sample.Receipt.Receipt].Decided!.Result;
        Assert.Equal((DisputeWinner.Nobody, true), (decided.Winner, decided.BondReturned));
        Assert.Empty(decided.Received);
    }

    [Fact]
    public void Draw_AnySeed_SeatsDistinctOperatorsWhoAreNoParty()
    {
        var candidates = Enumerable.Range(0, 30).Select(i => new AuditorCandidate(NodeKey.IdOf(Samples.Digest(i)), OperatorId.Parse($"op-{i % 8}"), 1)).ToList();
        var parties = ArbiterDraw.Parties(CreatorId.Parse("3"), OperatorId.Parse("op-0"), OperatorId.Parse("op-1"));
        var seen = new HashSet<NodeId>();
        for (var i = 0; i < 200; i++)
        {
            var panel = ArbiterDraw.Panel(Samples.Digest($"seed {i}"), candidates, parties, 5);
            Assert.Equal(5, panel.Select(seat => seat.Operator).Distinct().Count());
            Assert.DoesNotContain(panel, seat => parties.Contains(seat.Operator));
            Assert.Equal(panel, ArbiterDraw.Panel(Samples.Digest($"seed {i}"), Enumerable.Reverse(candidates), parties, 5));
            seen.UnionWith(panel.Select(seat => seat.Node));
        }

        Assert.Equal(candidates.Count(c => !parties.Contains(c.Operator)), seen.Count);
        Assert.Equal(3, ArbiterDraw.Panel(Samples.Digest("even"), candidates.Where(c => c.Operator.Value is "op-4" or "op-5" or "op-6" or "op-7"), parties, 5).Count);
    }

    [Fact]
    public void Audit_LaterBlockThanTheFirst_IsFound()
    {
        var sample = new DisputeSample();
        var later = sample.Difference.Block + 1;
        sample.Difference = new FirstDifference(later, sample.Node.Leaf(later), sample.Claim.Leaf(later), sample.Node.PathTo(later), sample.Claim.PathTo(later));
        sample.Open();
        Finds(sample, "first block");
    }

    [Fact]
    public void Audit_DisputeAfterItsTime_IsFound()
    {
        var sample = new DisputeSample();
        sample.Pass(sample.Policy.Disputes.WindowSeconds);
        sample.Open();
        Finds(sample, "time to dispute");
    }

    [Fact]
    public void Audit_CommitmentAfterAReveal_IsFound()
    {
        var sample = new DisputeSample();
        sample.Open();
        sample.Draw();
        sample.Commit(0, sample.Difference.Left);
        sample.Pass(600);
        sample.Reveal(0, sample.Difference.Left);
        sample.Commit(1, sample.Difference.Left);
        Finds(sample, "after another has revealed");
    }

    [Fact]
    public void Audit_RevealBeforeAllCommitted_IsFound()
    {
        var sample = new DisputeSample();
        sample.Open();
        sample.Draw();
        sample.Commit(0, sample.Difference.Left);
        sample.Reveal(0, sample.Difference.Left);
        Finds(sample, "before all have committed");
    }

    [Fact]
    public void Audit_AnotherLeafThanCommittedTo_IsFound()
    {
        var sample = new DisputeSample();
        sample.Open();
        sample.Draw();
        sample.Commit(0, sample.Difference.Left);
        sample.Pass(600);
        sample.Reveal(0, sample.Difference.Right);
        Finds(sample, "another leaf than it committed to");
    }

    [Fact]
    public void Audit_DecidedWhileArbitersHaveTime_IsFound()
    {
        var sample = new DisputeSample();
        sample.Open();
        sample.Draw();
        sample.Decide(sample.Difference.Left);
        Finds(sample, "have time left");
    }

    [Fact]
    public void Audit_AUnitToAnother_IsFound()
    {
        var sample = new DisputeSample();
        sample.Open();
        sample.Draw();
        sample.Pass(1_200);
        sample.Decide(sample.Difference.Left, decided => decided with
        {
            Result = decided.Result with
            {
                Burned = decided.Result.Burned - new Tokens(1),
                Received = [.. decided.Result.Received.Take(1).Select(part => part with { Amount = part.Amount + new Tokens(1) }), .. decided.Result.Received.Skip(1)],
            },
        });
        Finds(sample, "the votes give");
    }

    [Fact]
    public void Audit_PanelThatWasNotDrawn_IsFound()
    {
        var sample = new DisputeSample();
        sample.Open();
        sample.Draw();
        var drawn = sample.Books.Disputes[sample.Receipt.Receipt].Drawn!;
        var other = new DisputeSample();
        other.Open();
        other.Append(new BeaconRevealed(0, other.Books.BeaconIndex + 1, sample.Books.Reveals[^1].Element));
        other.Append(drawn with { Panel = [.. drawn.Panel.Reverse()] });
        Assert.Contains(BookAudit.Run(other.Bundle), finding => finding.Fault == BookFault.Draw);
    }

    [Fact]
    public void Vote_OfALeaf_CountsItsRays()
    {
        var leaf = Samples.MerkleSum("leaf", 5, 1);
        Assert.NotEqual(ArbiterVote.Of(leaf), ArbiterVote.Of(leaf with { Rays = 6 }));
        Assert.NotEqual(ArbiterVote.Of(leaf), ArbiterVote.Of(leaf with { Invalid = 0 }));
    }

    [Property(MaxTest = 300)]
    public bool Settlement_AnyVotes_LosesNoUnit(byte[] votes, uint stake, uint bond, byte reference, ushort winner, ushort arbiters)
    {
        MerkleSum[] leaves = [Samples.MerkleSum("node", 1, 0), Samples.MerkleSum("claim", 1, 0), Samples.MerkleSum("other", 1, 0)];
        var panel = votes.Take(15).Select((vote, i) => new ArbiterAnswer(
            new ArbiterSeat(NodeKey.IdOf(Samples.Digest(i)), OperatorId.Parse($"op-{i}")), vote % 4 == 3 ? null : leaves[vote % 4], new Tokens(stake / (1 + (UInt128)i)))).ToList();
        var policy = DisputePolicy.Default with { WinnerPpm = winner * 7, ArbitersPpm = arbiters * 7 };
        var terms = new DisputeTerms(
            Samples.Digest("receipt"), CreatorId.Parse("alice"), NodeKey.IdOf(Samples.Digest("node")), OperatorId.Parse("op-node"), default, 4, 0, leaves[0], leaves[1],
            new Tokens(1 + (UInt128)bond), new Tokens(stake), policy, Policy.Default.Penalties);
        var majority = DisputeSettlement.Majority(panel);
        var decided = new DisputeDecided(terms, panel, null, DisputeSettlement.Of(terms, panel, majority is null ? leaves[reference % 3] : null, stake % 2 == 0));
        return decided.Postings().Aggregate(BigInteger.Zero, (sum, posting) => sum + posting.Delta).IsZero
            && decided.Result.By == (majority is null ? DisputeDecider.Reference : DisputeDecider.Panel)
            && panel.All(a => a.Leaf == decided.Result.Truth || a.Stake.IsZero || decided.Result.Paid.Any(p => p.Account == Accounts.Stake(a.Seat.Node)))
            && panel.All(a => a.Leaf != decided.Result.Truth || decided.Result.Paid.All(p => p.Account != Accounts.Stake(a.Seat.Node)))
            && decided.Result.BondReturned == (decided.Result.Truth != leaves[0]);
    }

    private static void Finds(DisputeSample sample, string words) => Assert.Contains(
        BookAudit.Run(sample.Bundle), finding => finding.Fault == BookFault.Dispute && finding.Detail.Contains(words, StringComparison.Ordinal));
}
