using System.Text.Json.Nodes;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Tests.Vectors;

/// <summary>
/// Disputes of every kind, drawn by name and so the same everywhere, with amounts whose parts are seldom whole: who pays, who is paid and what is burned, to the last
/// unit. Contracts run the same cases. Votes are said by whose leaf they are for.
/// </summary>
internal static class DrawnDisputes
{
    private const int Cases = 96;

    private static readonly string[] Leaves = ["node", "claim", "other"];

    public static JsonNode Slashes() => new JsonArray([.. Enumerable.Range(0, Cases).Select(i => (JsonNode)Slash(i))]);

    private static JsonObject Slash(int number)
    {
        int Draw(string field, int least, int most) => NamedDraw.Number($"slash {number} {field}", least, most);
        Tokens Amount(string field, int bits) => new(NamedDraw.Wide($"slash {number} {field}", bits) + 1);
        var penalties = Policy.Default.Penalties;
        penalties = penalties with
        {
            DisputeLost = penalties.DisputeLost with { StakePpm = Draw("lost", 0, 1_000_000) },
            FalseArbitration = penalties.FalseArbitration with { StakePpm = Draw("false", 0, 1_000_000) },
            NoArbitration = penalties.NoArbitration with { StakePpm = Draw("silent", 0, 1_000_000) },
        };
        var winnerPpm = Draw("winner", 0, 1_000_000);
        var policy = DisputePolicy.Default with { Bond = Amount("bond", 79), WinnerPpm = winnerPpm, ArbitersPpm = Draw("arbiters", 0, 1_000_000 - winnerPpm) };

        // Every third panel leans to one leaf, else few would have a majority.
        string[] votes = [.. Leaves, "none"];
        string Vote(int i) => number % 3 != 2 && Draw($"leans {i}", 0, 3) > 0 ? Leaves[number % 9 / 3] : votes[Draw($"vote {i}", 0, 3)];
        var seats = Enumerable.Range(0, number % 8 == 0 ? 0 : 2 * Draw("seats", 1, 7) + 1)
            .Select(i => (Id: Samples.Digest($"slash {number} arbiter {i}"), Vote: Vote(i), Stake: Amount($"stake {i}", 90)))
            .ToArray();
        var reference = Leaves[Draw("reference", 0, 2)];
        var terms = new DisputeTerms(
            Samples.Digest("receipt"), CreatorId.Parse("alice"), NodeKey.IdOf(Samples.Digest("node")), OperatorId.Parse("op-node"), default, 4, 0, Leaf("node")!.Value,
            Leaf("claim")!.Value, policy.Bond, Amount("node stake", 90), policy, penalties);
        var panel = seats.Select((s, i) => new ArbiterAnswer(new ArbiterSeat(NodeKey.IdOf(s.Id), OperatorId.Parse($"op-{i}")), Leaf(s.Vote), s.Stake)).ToList();
        var result = DisputeSettlement.Of(terms, panel, Leaf(reference), Draw("fault", 0, 2) == 0);
        string Paid(string account) => Sum(result.Paid, account);
        string Received(string account) => Sum(result.Received, account);
        return new JsonObject
        {
            ["bond"] = terms.Bond.ToString(),
            ["nodeStake"] = terms.NodeStake.ToString(),
            ["winnerPpm"] = policy.WinnerPpm,
            ["arbitersPpm"] = policy.ArbitersPpm,
            ["disputeLostPpm"] = penalties.DisputeLost.StakePpm,
            ["falseArbitrationPpm"] = penalties.FalseArbitration.StakePpm,
            ["noArbitrationPpm"] = penalties.NoArbitration.StakePpm,
            ["word"] = reference,
            ["engineFault"] = Draw("fault", 0, 2) == 0,
            ["by"] = result.By.ToString(),
            ["winner"] = result.Winner.ToString(),
            ["bondPays"] = Paid(Accounts.Bond(terms.Receipt)),
            ["nodePays"] = Paid(Accounts.Stake(terms.Node)),
            ["nodeGets"] = Received(Accounts.Operator(terms.Operator)),
            ["claimantGets"] = Received(Accounts.Creator(terms.Creator)),
            ["burned"] = result.Burned.ToString(),
            ["panel"] = new JsonArray([.. seats.Select((s, i) => (JsonNode)new JsonObject
            {
                ["node"] = s.Id.ToString(),
                ["vote"] = s.Vote,
                ["stake"] = s.Stake.ToString(),
                ["pays"] = Paid(Accounts.Stake(NodeKey.IdOf(s.Id))),
                ["gets"] = Received(Accounts.Operator(OperatorId.Parse($"op-{i}"))),
            })]),
        };
    }

    private static string Sum(IReadOnlyList<DisputePart> parts, string account) => Tokens.Sum(parts.Where(p => p.Account == account).Select(p => p.Amount)).ToString();

    private static MerkleSum? Leaf(string name) => name == "none" ? null : Samples.MerkleSum(name, (ulong)name.Length, 0);
}
