using System.Text.Json.Nodes;
using Render.Network.Chunks;
using Render.Network.Proof;
using Render.Network.Tests.Chunks;

namespace Render.Network.Tests.Vectors;

/// <summary>Vectors of how files travel: cuts, chunk lists, identifiers, archives and grants.</summary>
internal static class ChunkVectors
{
    // Made once, with a fixed nonce, by an independent implementation.
    public const string GrantSignature = "e9535d782fcc3610659e3c9b2cf122b994d07b82c88ea20e4a72df205321936311218050a5b17bfe1c6819390eaf541671aeaade6ad12cf351ef2f4a4b4c2f71";

    public static JsonNode Lists() => new JsonArray(
        [.. new[] { 0, 3, ChunkSizes.Smallest, ChunkSizes.Largest, ChunkSizes.Largest + 1, 3_000_000 }.Select(List)]);

    public static JsonNode Trees() => new JsonArray([.. new[] { 20, 174, 175, 400 }.Select(Tree)]);

    public static JsonNode Archives()
    {
        var (first, second) = (Digest.Of("abc"u8), Digest.Of("hello world"u8));
        var folder = UnixFs.Folder([("0001.png", Cid.Raw(second), 11), ("0000.png", Cid.Raw(first), 3)]);
        return new JsonObject
        {
            ["files"] = new JsonArray(File("0000.png", "abc", first), File("0001.png", "hello world", second)),
            ["folder"] = Hex(folder.Bytes.Span),
            ["root"] = folder.Cid.ToString(),
            ["header"] = Hex(CarFile.Header(folder.Cid)),
            ["section"] = Hex(CarFile.Section(folder.Cid, folder.Bytes.Length)),
        };
    }

    public static JsonNode Grants()
    {
        using var coordinator = Samples.Key(ProofVectors.AuditorName);
        using var reader = Samples.Key(ProofVectors.NodeName);
        var grant = new PeerGrant(Samples.Digest("network"), Samples.Digest("holder"), Samples.KeyDigest(reader), Samples.Digest("file"), 1_700_000_000_123);
        return new JsonObject
        {
            ["network"] = grant.Network.ToString(),
            ["holder"] = grant.Holder.ToString(),
            ["reader"] = grant.Reader.ToString(),
            ["file"] = grant.File.ToString(),
            ["expiresUnixMs"] = grant.ExpiresUnixMs,
            ["encoding"] = Hex(grant.ToArray()),
            ["publicKey"] = Hex(coordinator.ExportSubjectPublicKeyInfo()),
            ["signature"] = GrantSignature,
        };
    }

    private static JsonNode List(int length)
    {
        var list = ChunkList.Of(ChunkData.Bytes("chunks", length));
        return new JsonObject
        {
            ["name"] = "chunks",
            ["length"] = length,
            ["file"] = list.File.ToString(),
            ["chunks"] = new JsonArray([.. list.Chunks.Select(chunk => (JsonNode)chunk.Length)]),
            ["encodingDigest"] = Digest.Of(list.Encode()).ToString(),
            ["cid"] = UnixFs.FileCid(list).ToString(),
        };
    }

    /// <summary>A file of so many chunks of 64 KiB: chunk <c>i</c> is bytes <c>i mod 251</c> with <c>i</c> as u32be before them.</summary>
    private static JsonNode Tree(int count)
    {
        var list = ChunkData.Even(count);
        return new JsonObject
        {
            ["chunks"] = count,
            ["file"] = list.File.ToString(),
            ["nodes"] = UnixFs.FileNodes(list).Count,
            ["treeBytes"] = UnixFs.TreeBytes(list),
            ["cid"] = UnixFs.FileCid(list).ToString(),
        };
    }

    private static JsonObject File(string name, string content, Digest digest) =>
        new() { ["name"] = name, ["content"] = content, ["cid"] = Cid.Raw(digest).ToString() };

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
