using System.Text.Json.Serialization;
using Render.Network.Proof;

namespace Render.Network.Governance;

/// <summary>Somebody whose signed word about where a node stands counts, see <see cref="PlaceStatement"/>.</summary>
/// <param name="Name">What people call it, 1 to 64 characters.</param>
/// <param name="PublicKey">Its P-256 public key, SubjectPublicKeyInfo (DER).</param>
public sealed record Attestor(string Name, byte[] PublicKey)
{
    /// <summary>SHA-256 of its key: the attestor in statements.</summary>
    [JsonIgnore]
    public Digest Id => Digest.Of(PublicKey);
}
