using FsCheck.Xunit;
using Render.Network.Economics;

namespace Render.Network.Tests.Economics;

public sealed class LargestRemainderTests
{
    [Property(MaxTest = 300)]
    public bool Split_AnyAmountAndWeights_AddsUpAndIsWithinAUnitOfFair(ulong high, ulong low, uint[] weights)
    {
        if (weights.Length == 0 || weights.All(w => w == 0)) return true;
        var amount = new Tokens(new UInt128(high, low));
        var parts = LargestRemainder.Split(amount, Shares(weights));
        var total = weights.Aggregate(UInt128.Zero, (sum, w) => sum + w);
        return Tokens.Sum(parts) == amount
            && parts.Zip(weights).All(p => p.First >= amount.MultiplyDivide(p.Second, total) && p.First <= amount.MultiplyDivideUp(p.Second, total));
    }

    [Property]
    public bool Split_SharesInAnotherOrder_GivesEachTheSame(uint amount, uint[] weights)
    {
        if (weights.Length == 0 || weights.All(w => w == 0)) return true;
        var shares = Shares(weights);
        return LargestRemainder.Split(new Tokens(amount), shares).Reverse().SequenceEqual(LargestRemainder.Split(new Tokens(amount), [.. shares.Reverse()]));
    }

    [Fact]
    public void Split_Ties_GoToTheLesserId() =>
        Assert.Equal([new Tokens(3), new Tokens(4), new Tokens(4)], LargestRemainder.Split(new Tokens(11), [new("c", 1), new("a", 1), new("b", 1)]));

    [Fact]
    public void Split_NobodyToShare_Throws()
    {
        Assert.Throws<ArgumentException>(() => LargestRemainder.Split(Tokens.One, []));
        Assert.Throws<ArgumentException>(() => LargestRemainder.Split(Tokens.One, [new("a", 0)]));
        Assert.Throws<ArgumentException>(() => LargestRemainder.Split(Tokens.One, [new("a", 1), new("a", 2)]));
        Assert.Empty(LargestRemainder.Split(Tokens.Zero, []));
    }

    private static Share[] Shares(uint[] weights) => [.. weights.Select((w, i) => new Share($"id {i:D4}", w))];
}
