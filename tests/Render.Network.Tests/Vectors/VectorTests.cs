using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Render.Network.Proof;

namespace Render.Network.Tests.Vectors;

/// <summary>
/// The frozen vectors are what the code computes. To write them anew (a change of format, so a new version of a tag) run these tests with
/// RENDER_VECTORS set to the folder; then check them with tests/vectors/check.py, which shares no code with this.
/// </summary>
public sealed class VectorTests
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    private static readonly Dictionary<string, Func<JsonNode>> Files = new()
    {
        ["order"] = OrderVectors.Orders,
        ["digest"] = ProofVectors.Digests,
        ["leaf"] = ProofVectors.Leaves,
        ["merkle-sum"] = ProofVectors.Trees,
        ["result-file"] = ProofVectors.ResultFiles,
        ["receipt"] = ProofVectors.Receipts,
        ["audit-report"] = ProofVectors.AuditReports,
        ["signed-request"] = ProofVectors.Requests,
        ["commitment"] = ProofVectors.Commitments,
        ["beacon"] = ProofVectors.Beacons,
        ["draw"] = ProofVectors.Draws,
        ["split"] = EconomyVectors.Splits,
        ["replica-share"] = EconomyVectors.Replicas,
        ["replica-vote"] = EconomyVectors.Votes,
        ["settlement"] = EconomyVectors.Settlements,
        ["epoch"] = EconomyVectors.Epochs,
        ["emission"] = EconomyVectors.Emissions,
        ["schedule"] = EconomyVectors.Schedules,
        ["escrow"] = EscrowVectors.Escrows,
        ["ledger"] = EconomyVectors.Ledger,
        ["policy"] = EconomyVectors.Policies,
        ["chunk-list"] = ChunkVectors.Lists,
        ["file-tree"] = ChunkVectors.Trees,
        ["archive"] = ChunkVectors.Archives,
        ["peer-grant"] = ChunkVectors.Grants,
        ["place-statement"] = PlaceVectors.Statements,
        ["dispute"] = DisputeVectors.Disputes,
        ["dispute-slash"] = DrawnDisputes.Slashes,
        ["first-difference"] = DisputeVectors.Differences,
        ["statistical"] = StatisticalVectors.Comparisons,
        ["ranges"] = StatisticalVectors.Ranges,
        ["stake"] = StakeVectors.Stakes,
        ["governance"] = GovernanceVectors.Diffs,
        ["node-registration"] = StakeVectors.Registrations,
    };

    public static TheoryData<string> Names => [.. Files.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Vector_Computed_EqualsTheFrozenFile(string name)
    {
        var text = Files[name]().ToJsonString(Format) + "\n";
        if (Environment.GetEnvironmentVariable("RENDER_VECTORS") is { Length: > 0 } folder) File.WriteAllText(Path.Combine(folder, name + ".json"), text);
        else Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", name + ".json")), text);
    }

    [Theory]
    [InlineData("receipt")]
    [InlineData("audit-report")]
    [InlineData("signed-request")]
    [InlineData("peer-grant")]
    [InlineData("place-statement")]
    [InlineData("node-registration")]
    public void Signature_Frozen_Verifies(string name)
    {
        var vector = Files[name]();
        Assert.Equal(SignatureCheck.Valid, NodeSignature.Verify(Hex(vector["publicKey"]), Hex(vector["encoding"]), Hex(vector["signature"])));
    }

    [Fact]
    public void Signature_WithHighS_IsRefused()
    {
        var vector = ProofVectors.Receipts();
        var twin = Hex(vector["highS"]);
        Assert.Equal(SignatureCheck.HighS, NodeSignature.Verify(Hex(vector["publicKey"]), Hex(vector["encoding"]), twin));
        NodeSignature.NormalizeLowS(twin);
        Assert.Equal(Hex(vector["signature"]), twin);
    }

    private static byte[] Hex(JsonNode? text) => Convert.FromHexString(text!.GetValue<string>());
}
