using System.Buffers.Binary;
using System.Security.Cryptography;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Tests;

/// <summary>Values that tests and vectors share: all derived from names, so the same everywhere.</summary>
internal static class Samples
{
    public static Digest Digest(string name) => Network.Proof.Digest.OfText(name);

    public static Digest Digest(int seed) => Network.Proof.Digest.OfText($"seed {seed}");

    public static LeaseId Lease(string name) => new(Digest(name).ToArray().AsSpan(0, 16));

    /// <summary>The P-256 key whose private scalar is SHA-256 of the name (below the group order for the names used here).</summary>
    public static ECDsa Key(string name)
    {
        var key = ECDsa.Create();
        key.ImportParameters(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Digest(name).ToArray() });
        return key;
    }

    public static Digest KeyDigest(ECDsa key) => Network.Proof.Digest.Of(key.ExportSubjectPublicKeyInfo());

    public static NodeKey Public(ECDsa key)
    {
        Assert.True(NodeKey.TryImport(key.ExportSubjectPublicKeyInfo(), out var imported));
        return imported;
    }

    /// <summary>A receipt in which every field is different and none is zero.</summary>
    public static Receipt Receipt(Digest node) => new(
        Digest("network"), Digest("job"), Digest("task"), Lease("lease"), node, Digest("package"), Digest("settings"), Digest("root"),
        123_456_789_012, 7, Digest("result"), Digest("log"), 3, Digest("engine"), 5, 1_700_000_000_123, 1_700_000_009_456);

    public static AuditReport AuditReport(Digest auditor) => new(
        Digest("network"), Digest("job"), Digest("task"), Lease("audit lease"), auditor, 3, Digest("engine"), 6, 1_700_000_010_000, 1_700_000_011_000,
        [new AuditedBlock(2, MerkleSum("a", 100, 0)), new AuditedBlock(9, MerkleSum("b", 200, 1))]);

    public static MerkleSum MerkleSum(string name, ulong rays, ulong invalid) => new(Digest(name), rays, invalid);

    /// <summary>A small result: sums grow with block, pixel and channel.</summary>
    public static ResultFile Result(PixelRegion region, int samples = 4, int frame = 1, long shift = 0) => ResultFile.Create(
        new ResultHeader(region, frame, new SampleRange(0, samples)),
        (block, sums) =>
        {
            for (var i = 0; i < sums.Length; i++) sums.Span[i] = shift + 1_000_000L * (block + 1) + 1_000L * i;
            return ((ulong)(1_000 * (block + 1)), (ulong)(block % 2));
        });

    public static byte[] Bytes(ReadOnlySpan<long> values)
    {
        var bytes = new byte[8 * values.Length];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8 * i), values[i]);
        return bytes;
    }
}
