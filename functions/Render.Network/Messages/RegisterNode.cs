using Render.Network.Economics;
using Render.Network.Jobs;

namespace Render.Network.Messages;

/// <summary>A node introduces itself, signed with the key it names. Repeating it is harmless and updates everything but the key.</summary>
/// <param name="PublicKey">P-256 public key, SubjectPublicKeyInfo (DER), 91 bytes.</param>
/// <param name="Operator">Who owns the node, <c>op-…</c>; audits go to nodes of other operators.</param>
/// <param name="Name">A name for people, 1 … 64 characters.</param>
/// <param name="Region">Where it stands, e.g. "eu-west"; a claim.</param>
/// <param name="AskPrice">Lowest price a work unit it takes; zero: any.</param>
/// <param name="Facts">Hardware.</param>
/// <param name="Benchmark">Its measurement.</param>
public sealed record RegisterNode(
    byte[] PublicKey,
    OperatorId Operator,
    string Name,
    string Region,
    Tokens AskPrice,
    HardwareFacts Facts,
    BenchmarkResult Benchmark)
{
    /// <summary>Where other nodes reach it to read files that it holds: http or https, at most <see cref="WireLimits.AddressLength"/> characters; null: it serves none.</summary>
    public Uri? ChunkAddress { get; init; }

    /// <summary>The jurisdiction it stands in, ISO 3166-1 alpha-2; a claim. Empty: none.</summary>
    public string Jurisdiction { get; init; } = "";

    /// <summary>A <see cref="Proof.PlaceStatement"/> about the node with its signature, 226 bytes; null: none.</summary>
    public byte[]? Attestation { get; init; }

    /// <summary>The operator's word that the node is its own; null: none, which does where nobody holds the operator's name.</summary>
    public OperatorProof? OperatorProof { get; init; }

    /// <summary>Least record of a creator that it works for, [0, 1]; 0: anybody, newcomers too.</summary>
    public double MinCreator { get; init; }
}
