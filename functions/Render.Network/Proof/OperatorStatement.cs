using Render.Network.Jobs;

namespace Render.Network.Proof;

/// <summary>
/// What an operator's key signs about a node: that it works for the operator. Fixed width (<see cref="Size"/> bytes): the tag <see cref="DomainTags.OperatorStatement"/>, SHA-256 of the operator's id,
/// the node's key digest. It names no network: only who holds the node's own key can use it.
/// </summary>
/// <param name="Operator">The operator.</param>
/// <param name="Node">SHA-256 of the node's public key (SPKI).</param>
public sealed record OperatorStatement(OperatorId Operator, Digest Node)
{
    /// <summary>Length of the encoding in bytes: 80.</summary>
    public const int Size = DomainTags.Size + (2 * Digest.Size);

    /// <summary>The encoding.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        var writer = new FixedWriter(bytes);
        writer.Bytes(DomainTags.OperatorStatement);
        writer.Digest(Digest.OfText(Operator.Value));
        writer.Digest(Node);
        writer.End();
        return bytes;
    }
}
