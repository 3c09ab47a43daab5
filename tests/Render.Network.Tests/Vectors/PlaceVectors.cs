using System.Text.Json.Nodes;
using Render.Network.Proof;

namespace Render.Network.Tests.Vectors;

/// <summary>Vectors of what is said about where nodes stand.</summary>
internal static class PlaceVectors
{
    // Made once, with a fixed nonce, by an independent implementation.
    public const string StatementSignature = "e04aaa7d7abdf3099bc139f3c12fc65467cb3935801ce5c2e24b79cd356cfc4a6f3dfdbc26da960955abf75836117fad0e414b4dffeae32ca3e497c5a52114fa";

    public static JsonNode Statements()
    {
        using var attestor = Samples.Key(ProofVectors.AuditorName);
        var statement = new PlaceStatement(
            Samples.Digest("network"), Samples.KeyDigest(attestor), Samples.Digest("node"), "eu-west", "IE", 1_700_000_000_123, 1_731_536_000_123);
        return new JsonObject
        {
            ["network"] = statement.Network.ToString(),
            ["attestor"] = statement.Attestor.ToString(),
            ["node"] = statement.Node.ToString(),
            ["region"] = statement.Region,
            ["jurisdiction"] = statement.Jurisdiction,
            ["issuedUnixMs"] = statement.IssuedUnixMs,
            ["expiresUnixMs"] = statement.ExpiresUnixMs,
            ["encoding"] = Convert.ToHexStringLower(statement.ToArray()),
            ["publicKey"] = Convert.ToHexStringLower(attestor.ExportSubjectPublicKeyInfo()),
            ["signature"] = StatementSignature,
        };
    }
}
