using FsCheck.Xunit;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Tests.Economics;

public sealed class EpochCloseTests
{
    [Property(MaxTest = 300)]
    public bool EpochClose_Anything_MintsAtMostTheScheduleAndLosesNothing(ulong scheduled, ulong carry, uint cap, uint[] work, byte[] answers)
    {
        var terms = new EpochTerms(new Tokens(scheduled), new Tokens(carry), new Tokens(cap), 1_000);
        var lines = work.Select((w, i) => Work(i, w)).ToList();
        var available = answers.Select((a, i) => Answers(2 * i, a)).ToList();
        var result = EpochClose.Of(terms, lines, available);
        var capped = new Tokens((UInt128)work.Sum(w => (decimal)w)).MultiplyDivide(cap, 1_000_000);
        return result.Minted + result.CarryOut == terms.Scheduled + terms.CarryIn
            && Tokens.Sum(result.Payouts.Select(p => p.Amount)) == result.Minted
            && result.Minted <= capped + terms.Scheduled.MultiplyDivide(1, 10);
    }

    [Property(MaxTest = 300)]
    public bool EpochClose_WithRecycling_MintsScheduleAndCarryFirst(ulong scheduled, ulong carry, ulong recyclable, uint cap, uint work, byte answered)
    {
        var terms = new EpochTerms(new Tokens(scheduled), new Tokens(carry), new Tokens(cap), 1_000, new Tokens(recyclable));
        var result = EpochClose.Of(terms, [Work(1, work)], [Answers(2, answered)]);
        return result.Minted + result.CarryOut == terms.Scheduled + terms.CarryIn + result.Recycled
            && (result.Recycled.IsZero || result.CarryOut.IsZero)
            && result.Recycled <= terms.Recyclable;
    }

    [Fact]
    public void EpochClose_ScheduleEnded_MintsBurnedTokensAgain()
    {
        var result = EpochClose.Of(new EpochTerms(Tokens.Zero, Tokens.FromWhole(1), Tokens.One, 1_000, Tokens.FromWhole(10)), [Work(1, 100_000_000)], [Answers(2, 1)]);
        Assert.Equal((Tokens.FromWhole(11), Tokens.FromWhole(10), Tokens.Zero), (result.Minted, result.Recycled, result.CarryOut));
        Assert.Equal([Tokens.FromWhole(10), Tokens.FromWhole(1)], result.Payouts.Select(p => p.Amount).OrderDescending());
    }

    [Theory]
    [InlineData(4, 9, 0)]
    [InlineData(5, 9, 7)]
    [InlineData(6, 3, 3)]
    public void Recyclable_FromItsEpochOn_IsAtMostTheStockAndTheAmount(int epoch, int stock, int expected)
    {
        var emission = EmissionPolicy.Default with { RecycledFromEpoch = 5, RecycledPerEpoch = new Tokens(7) };
        Assert.Equal(new Tokens((UInt128)expected), emission.Recyclable(epoch, new Tokens((UInt128)stock)));
    }

    [Fact]
    public void Books_OfRecyclingEpochs_NeverPassWhatWasGrantedAndScheduled()
    {
        var policy = Policy.Default with { Emission = EmissionPolicy.Default with { RecycledPerEpoch = new Tokens(50), AvailabilityBp = 0, Schedule = new EmissionSchedule([new(1, new Tokens(100))], 1, 0) } };
        var (carry, stock, minted, burned) = (Tokens.Zero, Tokens.Zero, Tokens.Zero, Tokens.Zero);
        for (var epoch = 0; epoch < 8; epoch++)
        {
            var spent = new Tokens((UInt128)(epoch % 3 * 40));
            burned += spent;
            var closed = EpochClosed.Of(epoch, policy, carry, stock, [Work(1, ulong.MaxValue)], [], spent);
            (carry, stock, minted) = (closed.Result.CarryOut, closed.Stock, minted + closed.Result.Minted);
            Assert.True(minted <= new Tokens(100) + burned - stock);
        }

        Assert.Equal((new Tokens(280), new Tokens(100) + new Tokens(240)), (burned, minted));
    }

    [Fact]
    public void EpochClose_NoWork_CarriesOverAll()
    {
        var result = EpochClose.Of(new EpochTerms(Tokens.FromWhole(100), Tokens.FromWhole(5), Tokens.One, 1_000), [], []);
        Assert.Equal((Tokens.Zero, Tokens.FromWhole(105)), (result.Minted, result.CarryOut));
    }

    [Fact]
    public void EpochClose_LittleWork_MintsTheCapOfEachUnit()
    {
        var result = EpochClose.Of(new EpochTerms(Tokens.FromWhole(100), Tokens.Zero, Tokens.FromDecimal(0.5m), 0), [Work(1, 4_000_000), Work(2, 2_000_000)], []);
        Assert.Equal(Tokens.FromWhole(3), result.Minted);
        Assert.Equal([Tokens.FromWhole(1), Tokens.FromWhole(2)], result.Payouts.Select(p => p.Amount).Order());
    }

    [Fact]
    public void EpochClose_WorkAndAvailabilityOfOneNode_AreOneLine()
    {
        var result = EpochClose.Of(new EpochTerms(Tokens.FromWhole(100), Tokens.Zero, Tokens.FromWhole(1_000), 1_000), [Work(1, 1_000_000)], [Answers(1, 3)]);
        Assert.Equal(Tokens.FromWhole(100), Assert.Single(result.Payouts).Amount);
    }

    [Fact]
    public void EpochClose_OnlyIdleNodes_MintsNothing()
    {
        var result = EpochClose.Of(new EpochTerms(Tokens.FromWhole(100), Tokens.Zero, Tokens.One, 1_000), [], [Answers(1, 3), Answers(2, 5)]);
        Assert.Equal((Tokens.Zero, Tokens.FromWhole(100)), (result.Minted, result.CarryOut));
    }

    [Property]
    public bool EpochClose_Availability_GetsAtMostItsShareOfWhatIsMinted(uint work, ushort share, byte answered)
    {
        var bp = share % 10_000;
        var result = EpochClose.Of(new EpochTerms(Tokens.FromWhole(100), Tokens.FromWhole(10), Tokens.One, bp), [Work(1, work)], [Answers(2, answered)]);
        var idle = Tokens.Sum(result.Payouts.Where(payout => payout.Node == Answers(2, 1).Node).Select(payout => payout.Amount));
        return idle.Units * 10_000 <= result.Minted.Units * (UInt128)bp;
    }

    [Fact]
    public void Schedule_Published_FallsFromPeriodToPeriodAndThenBy5AndAHalfPercentAYear()
    {
        var schedule = EmissionSchedule.RenderNetwork;
        Assert.Equal(Tokens.FromWhole(43_758), schedule.At(0));
        Assert.Equal(Tokens.FromWhole(43_758), schedule.At(51));
        Assert.Equal(Tokens.FromWhole(20_700), schedule.At(52));
        Assert.Equal(Tokens.FromDecimal(19_561.5m), schedule.At(104));
        Assert.Equal(schedule.At(104), schedule.At(155));
        Assert.Equal(schedule.At(104).MultiplyDivide(945, 1_000), schedule.At(156));
        Assert.Equal(Tokens.Zero, schedule.At(int.MaxValue));
    }

    [Property]
    public bool Schedule_LaterEpoch_NeverEmitsMore(ushort epoch) => EmissionSchedule.RenderNetwork.At(epoch + 1) <= EmissionSchedule.RenderNetwork.At(epoch);

    [Property]
    public bool Stake_Slashed_TakesTheShareRoundedUpAndNeverMore(ulong locked, ulong bound, uint share)
    {
        var stake = new StakeBalance(new Tokens(locked), new Tokens(bound));
        var ppm = (int)(share % 1_000_001);
        var taken = stake.SlashAmount(ppm);
        return taken <= stake.Locked && stake.Slash(ppm).Locked + taken == stake.Locked && taken == stake.Locked.MultiplyDivideUp((UInt128)ppm, 1_000_000);
    }

    [Fact]
    public void Stake_BoundByLeases_IsNotReleased()
    {
        var stake = new StakeBalance(new Tokens(10), new Tokens(7));
        Assert.Null(stake.Release(new Tokens(4)));
        Assert.Equal(new Tokens(7), stake.Release(new Tokens(3))!.Value.Locked);
        Assert.Null(stake.Bind(new Tokens(4)));
        Assert.Equal(Tokens.Zero, stake.Slash(1_000_000).Free);
    }

    private static NodeId Node(int i) => NodeKey.IdOf(Samples.Digest(i));

    private static NodeEmissionWork Work(int node, ulong work) => new(Node(node), OperatorId.Parse($"op-{node}"), work);

    private static NodeAvailability Answers(int node, uint answered) => new(Node(node), OperatorId.Parse($"op-{node}"), answered);
}
