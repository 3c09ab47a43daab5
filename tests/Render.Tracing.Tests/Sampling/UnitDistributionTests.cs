using FsCheck.Xunit;
using Render.Tracing.Numerics;
using Render.Tracing.Sampling;

namespace Render.Tracing.Tests.Sampling;

public class UnitDistributionTests
{
    [Property]
    public bool Build_OfAnyWeights_EndsAtOneAndGivesEveryPositiveWeightAUnit(byte[] bytes)
    {
        if (bytes.Length == 0)
            return true;
        var weights = bytes.Select(b => b == 0 ? Real.Zero : Exponentials.Exp(b / 4f - 30f)).ToArray();
        var cumulative = new Real[weights.Length];
        UnitDistribution.Build(weights, cumulative);
        var anyPositive = weights.Any(weight => weight > 0f);
        var before = 0f;
        for (var i = 0; i < weights.Length; i++)
        {
            var probability = cumulative[i].Value - before;
            if (anyPositive && weights[i] > 0f != probability > 0f)
                return false;
            before = cumulative[i].Value;
        }
        return before == 1f;
    }

    [Fact]
    public void Build_OfEvenWeights_IsProportional()
    {
        var cumulative = new Real[4];
        UnitDistribution.Build([1f, 2f, 0f, 5f], cumulative);
        Assert.Equal([0.125, 0.375, 0.375, 1.0], cumulative.Select(c => Math.Round(c.Value, 6)));
    }

    [Fact]
    public void Step_OfEqualNumbers_MovesOn()
    {
        Assert.Equal(4, UnitDistribution.Step(0.25f, 0.25f, 4));
        Assert.Equal(0, UnitDistribution.Step(0.2f, 0.25f, 4));
        Assert.Equal(4, UnitDistribution.Step(0.9f, 0f, 4));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(257)]
    [InlineData(1000)]
    public unsafe void Find_OfAnyNumber_IsTheFirstItemBeyondIt(int count)
    {
        // Every third item has no probability.
        var weights = Enumerable.Range(0, count).Select(i => (Real)(i % 3 == 1 ? 0f : 1 + i % 5)).ToArray();
        var cumulative = new Real[count];
        UnitDistribution.Build(weights, cumulative);
        var numbers = cumulative.Where(c => c < 1f).Append(0f).Append(0.99999994f).Concat(Enumerable.Range(0, 500).Select(i => (Real)(i / 500f)));
        foreach (var u in numbers)
        {
            fixed (Real* items = cumulative)
                Assert.Equal(Array.FindIndex(cumulative, c => c > u), UnitDistribution.Find(items, count, u));
        }
    }
}
