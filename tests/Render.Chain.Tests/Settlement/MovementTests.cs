using FsCheck.Xunit;
using Render.Chain.Settlement;
using Render.Network.Economics;

namespace Render.Chain.Tests.Settlement;

public class MovementTests
{
    [Fact]
    public void Of_OneGiverTwoGetters_GivesToEach() => Assert.Equal(
        [new Movement("a", "b", 3), new Movement("a", "c", 4)], Movement.Of([new Posting("a", -7), new Posting("b", 3), new Posting("c", 4)]));

    [Fact]
    public void Of_TwoGiversOneGetter_TakesFromEach() => Assert.Equal(
        [new Movement("a", "c", 3), new Movement("b", "c", 4)], Movement.Of([new Posting("a", -3), new Posting("b", -4), new Posting("c", 7)]));

    [Fact]
    public void Of_NoPostings_MovesNothing() => Assert.Empty(Movement.Of([]));

    [Property]
    public bool Of_AnyDoubleEntry_AddsUpToIt(int[] amounts)
    {
        var deltas = amounts.Where(amount => amount != 0).Select(amount => (Int128)amount).ToList();
        if (deltas.Aggregate(Int128.Zero, static (sum, delta) => sum + delta) is var rest && rest != 0)
            deltas.Add(-rest);
        Posting[] postings = [.. deltas.Select((delta, i) => new Posting($"creator:{i}", delta))];
        var sums = new Dictionary<string, Int128>();
        foreach (var movement in Movement.Of(postings))
        {
            sums[movement.From] = sums.GetValueOrDefault(movement.From) - (Int128)movement.Amount;
            sums[movement.To] = sums.GetValueOrDefault(movement.To) + (Int128)movement.Amount;
        }

        return postings.All(posting => sums[posting.Account] == posting.Delta) && sums.Count == postings.Length;
    }
}
