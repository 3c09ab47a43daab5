using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Render.Chain.Claims;
using Render.Chain.Tests.Support;

namespace Render.Chain.Tests.Claims;

/// <summary>The tree is the frozen vectors', which tests/vectors/check.py computes by itself and the contracts' tests verify with OpenZeppelin. Written anew with RENDER_VECTORS set to their folder.</summary>
public class ClaimTreeTests
{
    private const string Contract = "0xd8058efe0198ae9dD7D563e1b4938Dcbc86A1F81";

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, NewLine = "\n" };

    [Fact]
    public void Vectors_Computed_AreTheFrozen()
    {
        var text = JsonSerializer.Serialize(new JsonArray([.. new[] { 1, 2, 3, 4, 5, 8, 33 }.Select(Case)]), Format) + "\n";
        if (Environment.GetEnvironmentVariable("RENDER_VECTORS") is { Length: > 0 } folder)
            File.WriteAllText(Path.Combine(folder, "claim-tree.json"), text);

        Assert.Equal(File.ReadAllText(Repository.File("tests", "vectors", "claim-tree.json")), text);
    }

    [Fact]
    public void Root_NobodyEarned_IsNotZero() => Assert.Equal(ClaimTree.Nobody, new ClaimTree(1, Contract, []).Root);

    [Fact]
    public void Root_OtherOrderOfAccounts_IsTheSame()
    {
        var earned = Earned(7).ToArray();
        Assert.Equal(new ClaimTree(1, Contract, earned).Root, new ClaimTree(1, Contract, earned.Reverse()).Root);
    }

    [Fact]
    public void Root_OtherChainContractOrAmount_IsAnother()
    {
        var roots = new[]
        {
            new ClaimTree(1, Contract, Earned(2)).Root, new ClaimTree(2, Contract, Earned(2)).Root, new ClaimTree(1, "0x5FbDB2315678afecb367f032d93F642f64180aa3", Earned(2)).Root,
            new ClaimTree(1, Contract, Earned(2).Select(line => KeyValuePair.Create(line.Key, line.Value + 1))).Root,
        };
        Assert.Equal(roots.Length, roots.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void Proof_UnknownAccount_Throws() => Assert.Throws<KeyNotFoundException>(() => new ClaimTree(1, Contract, Earned(2)).Proof(Contract));

    private static JsonObject Case(int accounts)
    {
        var chainId = accounts % 2 == 0 ? 1 : 1_382_966_386;
        var (earned, tree) = (Earned(accounts).ToArray(), new ClaimTree(chainId, Contract, Earned(accounts)));
        return new JsonObject
        {
            ["accounts"] = new JsonArray([.. earned.Select(line => (JsonNode)line.Key)]),
            ["chainId"] = chainId,
            ["cumulative"] = new JsonArray([.. earned.Select(line => (JsonNode)line.Value.ToString(CultureInfo.InvariantCulture))]),
            ["pool"] = Contract,
            ["proofs"] = new JsonArray([.. earned.Select(line => (JsonNode)new JsonArray([.. tree.Proof(line.Key).Select(hash => (JsonNode)Hex(hash))]))]),
            ["root"] = Hex(tree.Root),
        };
    }

    private static IEnumerable<KeyValuePair<string, UInt128>> Earned(int accounts) => Enumerable.Range(1, accounts).Select(i =>
        KeyValuePair.Create("0x" + Hex(Keccak.Of([(byte)i]))[26..], i == 3 ? UInt128.MaxValue : (UInt128)i * 1_000_000_000_000_000_007));

    private static string Hex(byte[] bytes) => "0x" + Convert.ToHexStringLower(bytes);
}
