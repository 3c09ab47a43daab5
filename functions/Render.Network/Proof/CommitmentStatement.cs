using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Render.Network.Jobs;

namespace Render.Network.Proof;

/// <summary>
/// What a replica's node signs before any replica opens: fixed width (<see cref="Size"/> bytes), in the order of the fields here after the tag
/// <see cref="DomainTags.CommitmentStatement"/>. It says that the node has a result, and nothing about it; see <see cref="ReplicaCommitment"/>.
/// </summary>
/// <param name="Network">The network: SHA-256 of its name.</param>
/// <param name="Task">The task's digest.</param>
/// <param name="Lease">The lease under which it was rendered.</param>
/// <param name="Node">SHA-256 of the node's public key (SPKI).</param>
/// <param name="Commitment">The commitment.</param>
public sealed record CommitmentStatement(Digest Network, Digest Task, LeaseId Lease, Digest Node, Digest Commitment)
{
    /// <summary>Length of the encoding in bytes: 160.</summary>
    public const int Size = DomainTags.Size + 4 * Digest.Size + LeaseId.Size;

    /// <summary>SHA-256 of the encoding: what is signed, and the statement's id.</summary>
    [JsonIgnore]
    public Digest Digest => Digest.Of(ToArray());

    /// <summary>The encoding.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        var writer = new FixedWriter(bytes);
        writer.Bytes(DomainTags.CommitmentStatement);
        writer.Digest(Network);
        writer.Digest(Task);
        writer.Lease(Lease);
        writer.Digest(Node);
        writer.Digest(Commitment);
        writer.End();
        return bytes;
    }

    /// <summary>Reads an encoding; false where the length or the tag is wrong.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out CommitmentStatement? statement)
    {
        statement = null;
        if (bytes.Length != Size || !bytes.StartsWith(DomainTags.CommitmentStatement)) return false;
        var reader = new FixedReader(bytes[DomainTags.Size..]);
        statement = new CommitmentStatement(reader.Digest(), reader.Digest(), reader.Lease(), reader.Digest(), reader.Digest());
        return true;
    }
}
