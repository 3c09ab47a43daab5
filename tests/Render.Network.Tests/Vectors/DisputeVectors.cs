using System.Text.Json.Nodes;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Tests.Vectors;

/// <summary>Vectors of disputes: differences, panels, votes, settlements.</summary>
internal static class DisputeVectors
{
    public static JsonNode Differences()
    {
        var cases = new JsonArray();
        foreach (var (blocks, first) in new[] { (1, 0), (2, 1), (7, 6), (9, 8), (12, 5) })
        {
            var left = Enumerable.Range(0, blocks).Select(i => Samples.MerkleSum($"leaf {i}", (ulong)i, 0)).ToArray();
            var right = left.ToArray();
            for (var i = first; i < blocks; i += 3) right[i] = right[i] with { Invalid = 1 };
            var (a, b) = (MerkleSumTree.Build(left), MerkleSumTree.Build(right));
            cases.Add(new JsonObject
            {
                ["left"] = new JsonArray([.. left.Select(Sum)]),
                ["right"] = new JsonArray([.. right.Select(Sum)]),
                ["leftRoot"] = Sum(a.Root),
                ["rightRoot"] = Sum(b.Root),
                ["block"] = FirstDifference.Of(a, b)!.Block,
            });
        }

        return cases;
    }

    public static JsonNode Disputes()
    {
        MerkleSum node = Samples.MerkleSum("node", 10, 0), claim = Samples.MerkleSum("claim", 11, 1), other = Samples.MerkleSum("other", 12, 2);
        var candidates = Enumerable.Range(0, 9).Select(i => new AuditorCandidate(NodeKey.IdOf(Samples.Digest(i)), OperatorId.Parse($"op-{i % 7}"), 1)).ToList();
        var parties = ArbiterDraw.Parties(CreatorId.Parse("6"), OperatorId.Parse("op-0"), null);
        var seed = ArbiterDraw.Seed(Samples.Digest("reveal"), Samples.Digest("salt"), Samples.Digest("receipt"));
        return new JsonObject
        {
            ["panel"] = new JsonObject
            {
                ["reveal"] = Samples.Digest("reveal").ToString(),
                ["salt"] = Samples.Digest("salt").ToString(),
                ["receipt"] = Samples.Digest("receipt").ToString(),
                ["seed"] = seed.ToString(),
                ["candidates"] = new JsonArray([.. candidates.Select(c => (JsonNode)new JsonObject { ["node"] = c.Node.Value, ["operator"] = c.Operator.Value })]),
                ["parties"] = new JsonArray([.. parties.Order().Select(p => (JsonNode)p.Value)]),
                ["panels"] = new JsonArray([.. new[] { 3, 5, 7 }.Select(size => (JsonNode)new JsonObject
                {
                    ["size"] = size,
                    ["nodes"] = new JsonArray([.. ArbiterDraw.Panel(seed, candidates, parties, size).Select(s => (JsonNode)s.Node.Value)]),
                })]),
            },
            ["vote"] = new JsonObject
            {
                ["leaf"] = Sum(claim),
                ["vote"] = ArbiterVote.Of(claim).ToString(),
                ["arbiter"] = Samples.Digest("arbiter").ToString(),
                ["lease"] = Samples.Lease("lease").ToString(),
                ["salt"] = Samples.Digest("salt").ToString(),
                ["commitment"] = ArbiterVote.Commit(claim, Samples.Digest("arbiter"), Samples.Lease("lease"), Samples.Digest("salt")).ToString(),
            },
            ["settlements"] = new JsonArray(
                Settle(node, claim, [node, node, node, claim, null], null),
                Settle(node, claim, [claim, claim, claim, claim, node], null),
                Settle(node, claim, [other, other, other, null, null], null),
                Settle(node, claim, [node, claim, other], node),
                Settle(node, claim, [], claim),
                Settle(node, claim, [], other),
                Settle(node, claim, [claim, claim, node], claim, engineFault: true),
                Settle(node, claim, [null, null, null, null, null, null, node], node)),
        };
    }

    private static JsonObject Settle(MerkleSum node, MerkleSum claim, MerkleSum?[] votes, MerkleSum? reference, bool engineFault = false)
    {
        var policy = DisputePolicy.Default;
        var penalties = Policy.Default.Penalties;
        var panel = votes.Select((leaf, i) => new ArbiterAnswer(
            new ArbiterSeat(NodeKey.IdOf(Samples.Digest(i)), OperatorId.Parse($"op-{i}")), leaf, new Tokens(1_000_000_007UL * (ulong)(i + 1)))).ToList();
        var terms = new DisputeTerms(
            Samples.Digest("receipt"), CreatorId.Parse("alice"), NodeKey.IdOf(Samples.Digest("node")), OperatorId.Parse("op-node"), default, 4, 0, node, claim,
            policy.Bond, Tokens.Parse("999999999999999999"), policy, penalties);
        var result = DisputeSettlement.Of(terms, panel, reference, engineFault);
        return new JsonObject
        {
            ["receipt"] = terms.Receipt.ToString(),
            ["creator"] = "alice",
            ["node"] = terms.Node.Value,
            ["operator"] = terms.Operator.Value,
            ["nodeLeaf"] = Sum(node),
            ["claimLeaf"] = Sum(claim),
            ["bond"] = terms.Bond.ToString(),
            ["nodeStake"] = terms.NodeStake.ToString(),
            ["winnerPpm"] = policy.WinnerPpm,
            ["arbitersPpm"] = policy.ArbitersPpm,
            ["disputeLostPpm"] = penalties.DisputeLost.StakePpm,
            ["falseArbitrationPpm"] = penalties.FalseArbitration.StakePpm,
            ["noArbitrationPpm"] = penalties.NoArbitration.StakePpm,
            ["panel"] = new JsonArray([.. panel.Select(a => (JsonNode)new JsonObject
            {
                ["node"] = a.Seat.Node.Value, ["operator"] = a.Seat.Operator.Value, ["leaf"] = a.Leaf is { } leaf ? Sum(leaf) : null, ["stake"] = a.Stake.ToString(),
            })]),
            ["reference"] = reference is { } word ? Sum(word) : null,
            ["engineFault"] = engineFault,
            ["by"] = result.By.ToString(),
            ["winner"] = result.Winner.ToString(),
            ["paid"] = Parts(result.Paid),
            ["received"] = Parts(result.Received),
            ["burned"] = result.Burned.ToString(),
            ["bondReturned"] = result.BondReturned,
        };
    }

    private static JsonArray Parts(IReadOnlyList<DisputePart> parts) =>
        new([.. parts.Select(p => (JsonNode)new JsonObject { ["account"] = p.Account, ["amount"] = p.Amount.ToString() })]);

    private static JsonNode Sum(MerkleSum sum) => new JsonObject { ["hash"] = sum.Hash.ToString(), ["rays"] = sum.Rays, ["invalid"] = sum.Invalid };
}
