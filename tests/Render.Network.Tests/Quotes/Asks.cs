using FsCheck;
using FsCheck.Fluent;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Quotes;

namespace Render.Network.Tests.Quotes;

/// <summary>Offers to draw from.</summary>
public static class Asks
{
    public static Ask Of(int node, ulong perUnit, long speedMilli) =>
        new(NodeId.FromPublicKey(BitConverter.GetBytes(node)), new Tokens(perUnit), speedMilli);

    public static Arbitrary<Ask[]> Books() =>
        (from prices in Gen.Choose(0, 300).ArrayOf()
         from speed in Gen.Choose(0, 5_000)
         select prices.Select((price, node) => Of(node, (ulong)price, 1 + ((speed * (node + 1)) % 7_919))).ToArray()).ToArbitrary();
}
