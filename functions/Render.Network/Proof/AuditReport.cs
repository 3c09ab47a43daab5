using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Render.Network.Jobs;

namespace Render.Network.Proof;

/// <summary>
/// What an auditor signs: the leaves it computed for the blocks it was given, fixed-width and big-endian after the tag
/// <see cref="DomainTags.AuditReport"/>, closed by u32 count and the blocks. It never saw the leaves it is compared with.
/// </summary>
/// <param name="Network">The network: SHA-256 of its name.</param>
/// <param name="Job">SHA-256 of the job id.</param>
/// <param name="Task">The task's digest.</param>
/// <param name="Lease">The lease under which the audit was held.</param>
/// <param name="Auditor">SHA-256 of the auditor's public key (SPKI).</param>
/// <param name="EngineBuild">The engine's build number.</param>
/// <param name="Engine">Digest of the engine's manifest.</param>
/// <param name="DeviceClass">The class of device that audited.</param>
/// <param name="StartedUnixMs">When it began, by the auditor's clock.</param>
/// <param name="FinishedUnixMs">When it ended, by the auditor's clock.</param>
/// <param name="Blocks">The blocks, ascending and distinct.</param>
public sealed record AuditReport(
    Digest Network,
    Digest Job,
    Digest Task,
    LeaseId Lease,
    Digest Auditor,
    uint EngineBuild,
    Digest Engine,
    uint DeviceClass,
    ulong StartedUnixMs,
    ulong FinishedUnixMs,
    IReadOnlyList<AuditedBlock> Blocks)
{
    /// <summary>Bytes before the first block: 220.</summary>
    public const int Prefix = DomainTags.Size + 5 * Digest.Size + LeaseId.Size + 4 + 4 + 8 + 8 + 4;

    /// <summary>SHA-256 of the encoding: the report's id.</summary>
    [JsonIgnore]
    public Digest Digest => Digest.Of(ToArray());

    /// <summary>Rays traced for all blocks.</summary>
    /// <exception cref="OverflowException">They do not fit 64 bits.</exception>
    [JsonIgnore]
    public ulong Rays => Blocks.Aggregate(0UL, static (sum, block) => checked(sum + block.Leaf.Rays));

    /// <summary>The encoding.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Prefix + Blocks.Count * AuditedBlock.Size];
        var writer = new FixedWriter(bytes);
        writer.Bytes(DomainTags.AuditReport);
        writer.Digest(Network);
        writer.Digest(Job);
        writer.Digest(Task);
        writer.Lease(Lease);
        writer.Digest(Auditor);
        writer.UInt32(EngineBuild);
        writer.Digest(Engine);
        writer.UInt32(DeviceClass);
        writer.UInt64(StartedUnixMs);
        writer.UInt64(FinishedUnixMs);
        writer.UInt32((uint)Blocks.Count);
        foreach (var block in Blocks)
        {
            writer.UInt32((uint)block.Block);
            writer.Digest(block.Leaf.Hash);
            writer.UInt64(block.Leaf.Rays);
            writer.UInt64(block.Leaf.Invalid);
        }

        writer.End();
        return bytes;
    }

    /// <summary>Reads an encoding; false where length, tag, count or the order of blocks is wrong, or the rays overflow.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out AuditReport? report)
    {
        report = null;
        if (bytes.Length < Prefix || !bytes.StartsWith(DomainTags.AuditReport)) return false;
        var count = BinaryPrimitives.ReadUInt32BigEndian(bytes[(Prefix - 4)..]);
        if (bytes.Length - Prefix != count * (long)AuditedBlock.Size) return false;
        var reader = new FixedReader(bytes[Prefix..]);
        var blocks = new AuditedBlock[count];
        var rays = 0UL;
        for (var i = 0; i < blocks.Length; i++)
        {
            var block = reader.UInt32();
            blocks[i] = new((int)block, new MerkleSum(reader.Digest(), reader.UInt64(), reader.UInt64()));
            if (block > int.MaxValue || (i > 0 && blocks[i - 1].Block >= blocks[i].Block) || blocks[i].Leaf.Rays > ulong.MaxValue - rays) return false;
            rays += blocks[i].Leaf.Rays;
        }

        reader = new FixedReader(bytes[DomainTags.Size..]);
        report = new AuditReport(
            reader.Digest(), reader.Digest(), reader.Digest(), reader.Lease(), reader.Digest(),
            reader.UInt32(), reader.Digest(), reader.UInt32(), reader.UInt64(), reader.UInt64(), blocks);
        return true;
    }
}
