using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>Names a node by its public key, so that an id cannot be taken by another key.</summary>
/// <remarks>Text: <c>node-</c> and the first 20 hexadecimal digits of SHA-256 of the key's SubjectPublicKeyInfo. Ordered by ordinal text. The default value is the empty text, which no parser accepts.</remarks>
[JsonConverter(typeof(TextJsonConverter<NodeId>))]
public readonly record struct NodeId : IParsable<NodeId>, IComparable<NodeId>
{
    private readonly string? value;

    private NodeId(string value) => this.value = value;

    /// <summary>The identifier's text, never null.</summary>
    public string Value => value ?? "";

    /// <summary>The id of the node that holds this key.</summary>
    /// <param name="subjectPublicKeyInfo">The public key, DER-encoded as SubjectPublicKeyInfo.</param>
    public static NodeId FromPublicKey(ReadOnlySpan<byte> subjectPublicKeyInfo) =>
        FromKeyDigest(SHA256.HashData(subjectPublicKeyInfo));

    /// <summary>The id of the node whose key has this SHA-256.</summary>
    /// <exception cref="ArgumentException"><paramref name="keyDigest"/> is not 32 bytes.</exception>
    public static NodeId FromKeyDigest(ReadOnlySpan<byte> keyDigest) =>
        keyDigest.Length == 32
            ? new NodeId("node-" + Convert.ToHexStringLower(keyDigest[..10]))
            : throw new ArgumentException("A key digest is 32 bytes.", nameof(keyDigest));

    /// <summary>Reads an identifier.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not one.</exception>
    public static NodeId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a node id: expected node-…");

    /// <inheritdoc cref="Parse(string)"/>
    public static NodeId Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <summary>Reads an identifier; false where <paramref name="text"/> is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out NodeId id)
    {
        var valid = IdentifierText.IsValid(text, "node-", 20, 20) && IdentifierText.IsHex(text.AsSpan(5));
        id = valid ? new NodeId(text!) : default;
        return valid;
    }

    /// <inheritdoc cref="TryParse(string?, out NodeId)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out NodeId result) => TryParse(s, out result);

    /// <inheritdoc/>
    public int CompareTo(NodeId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
