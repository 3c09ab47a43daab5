using Render.Network.Economics;

namespace Render.Chain.Settlement;

/// <summary>Tokens that go from one account of the book to another.</summary>
/// <param name="From">Who gives.</param>
/// <param name="To">Who gets; <see cref="Accounts.Burned"/>: nobody.</param>
/// <param name="Amount">Units of 10⁻¹⁸ token.</param>
internal sealed record Movement(string From, string To, UInt128 Amount)
{
    /// <summary>An entry's postings as movements: givers in their order fill getters in theirs.</summary>
    public static IReadOnlyList<Movement> Of(IReadOnlyList<Posting> postings)
    {
        var movements = new List<Movement>();
        var getters = new Queue<(string Account, UInt128 Amount)>(postings.Where(p => p.Delta > 0).Select(p => (p.Account, (UInt128)p.Delta)));
        var (getter, open) = (default(string), UInt128.Zero);
        foreach (var (giver, delta) in postings.Where(p => p.Delta < 0))
            for (var left = (UInt128)(-delta); left > 0;)
            {
                if (open == 0)
                    (getter, open) = getters.Dequeue();
                var part = UInt128.Min(left, open);
                movements.Add(new Movement(giver, getter!, part));
                (left, open) = (left - part, open - part);
            }

        return movements;
    }
}
