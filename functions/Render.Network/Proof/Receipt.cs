using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Render.Network.Jobs;

namespace Render.Network.Proof;

/// <summary>
/// What a node signs about a task it rendered: fixed width (<see cref="Size"/> bytes), big-endian, in the order of the fields here
/// after the tag <see cref="DomainTags.Receipt"/>. It binds the pixels (<paramref name="Root"/> and <paramref name="ResultBlob"/>) to the
/// task, lease, node, inputs and engine.
/// </summary>
/// <param name="Network">The network: SHA-256 of its name.</param>
/// <param name="Job">SHA-256 of the job id.</param>
/// <param name="Task">The task digest, the same for replicas and auditors.</param>
/// <param name="Lease">The lease under which the task was held.</param>
/// <param name="Node">SHA-256 of the node's public key (SPKI).</param>
/// <param name="Package">The scene package's digest.</param>
/// <param name="Settings">The render settings' digest.</param>
/// <param name="Root">Root hash of the Merkle-sum tree over the blocks.</param>
/// <param name="Rays">Rays traced, the tree's sum.</param>
/// <param name="Invalid">Samples that were not finite, the tree's sum.</param>
/// <param name="ResultBlob">Digest of the uploaded result file.</param>
/// <param name="Log">Digest of the uploaded log.</param>
/// <param name="EngineBuild">The engine's build number.</param>
/// <param name="Engine">Digest of the engine's manifest.</param>
/// <param name="DeviceClass">The class of device that rendered.</param>
/// <param name="StartedUnixMs">When rendering began, by the node's clock.</param>
/// <param name="FinishedUnixMs">When rendering ended, by the node's clock.</param>
public sealed record Receipt(
    Digest Network,
    Digest Job,
    Digest Task,
    LeaseId Lease,
    Digest Node,
    Digest Package,
    Digest Settings,
    Digest Root,
    ulong Rays,
    ulong Invalid,
    Digest ResultBlob,
    Digest Log,
    uint EngineBuild,
    Digest Engine,
    uint DeviceClass,
    ulong StartedUnixMs,
    ulong FinishedUnixMs)
{
    /// <summary>Length of the encoding in bytes: 392.</summary>
    public const int Size = DomainTags.Size + 10 * Digest.Size + LeaseId.Size + 4 * 8 + 2 * 4;

    /// <summary>The commitment: root with its sums.</summary>
    [JsonIgnore]
    public MerkleSum Commitment => new(Root, Rays, Invalid);

    /// <summary>SHA-256 of the encoding: what is signed, and the receipt's id.</summary>
    [JsonIgnore]
    public Digest Digest
    {
        get
        {
            Span<byte> bytes = stackalloc byte[Size];
            Encode(bytes);
            return Digest.Of(bytes);
        }
    }

    /// <summary>Writes the encoding to the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than <see cref="Size"/>.</exception>
    public void Encode(Span<byte> destination)
    {
        var writer = new FixedWriter(destination[..Size]);
        writer.Bytes(DomainTags.Receipt);
        writer.Digest(Network);
        writer.Digest(Job);
        writer.Digest(Task);
        writer.Lease(Lease);
        writer.Digest(Node);
        writer.Digest(Package);
        writer.Digest(Settings);
        writer.Digest(Root);
        writer.UInt64(Rays);
        writer.UInt64(Invalid);
        writer.Digest(ResultBlob);
        writer.Digest(Log);
        writer.UInt32(EngineBuild);
        writer.Digest(Engine);
        writer.UInt32(DeviceClass);
        writer.UInt64(StartedUnixMs);
        writer.UInt64(FinishedUnixMs);
        writer.End();
    }

    /// <summary>The encoding in a new array.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        Encode(bytes);
        return bytes;
    }

    /// <summary>Reads an encoding; false where the length or the tag is wrong. Every other byte is a value, so reading and writing give the same bytes.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Receipt? receipt)
    {
        receipt = null;
        if (bytes.Length != Size || !bytes.StartsWith(DomainTags.Receipt)) return false;
        var reader = new FixedReader(bytes[DomainTags.Size..]);
        receipt = new Receipt(
            reader.Digest(), reader.Digest(), reader.Digest(), reader.Lease(), reader.Digest(), reader.Digest(), reader.Digest(),
            reader.Digest(), reader.UInt64(), reader.UInt64(), reader.Digest(), reader.Digest(),
            reader.UInt32(), reader.Digest(), reader.UInt32(), reader.UInt64(), reader.UInt64());
        return true;
    }
}
