using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Render.TestScenes;
using Render.Tracing.Scenes;

namespace Render.Local.Tests.Faults.Support;

/// <summary>Scenes that cannot be rendered, each with the code of its fault and a word that must be in the message.</summary>
internal static class BadScenes
{
    public static IReadOnlyDictionary<string, BadScene> All { get; } = new Dictionary<string, BadScene>(StringComparer.Ordinal)
    {
        ["empty"] = new("empty.glb", [], SceneErrorCodes.ContainerInvalid, "is empty"),
        ["garbage"] = new("garbage.glb", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("nonsense ", 500))), SceneErrorCodes.JsonInvalid, "not a glTF file"),
        ["truncated-header"] = new("cut1.glb", SampleScenes.Cube()[..10], SceneErrorCodes.ContainerInvalid, "glb"),
        ["truncated-json"] = new("cut2.glb", SampleScenes.Cube()[..200], SceneErrorCodes.ContainerInvalid, "bytes"),
        ["truncated-binary"] = new("cut3.glb", SampleScenes.Cube()[..^40], SceneErrorCodes.ContainerInvalid, "bytes"),
        ["missing-buffer-file"] = new("nobuffer.gltf", SampleScenes.CubeBuilder().ToGltf("geometry.bin"), SceneErrorCodes.FileMissing, "geometry.bin"),
        ["missing-buffer-chunk"] = new("nochunk.glb", WithoutBinary(), SceneErrorCodes.BufferMissing, "buffer"),
        ["vertex-index-out-of-range"] = new("index.glb", Changed(_ => { }, indices: [0, 1, 2, 0, 2, 99]), SceneErrorCodes.IndexOutOfRange, "99"),
        ["mesh-index-out-of-range"] = new("mesh.glb", Changed(root => root["nodes"]![0]!["mesh"] = 7), SceneErrorCodes.IndexOutOfRange, "7"),
        ["accessor-out-of-bounds"] = new("accessor.glb", Changed(root => root["accessors"]![1]!["count"] = 4_000_000), SceneErrorCodes.AccessorOutOfBounds, "accessor"),
        ["cyclic-nodes"] = new("cycle.glb", Changed(Cycle), SceneErrorCodes.NodeGraphInvalid, "node"),
        ["ten-levels-of-ten"] = new("tower.glb", Changed(Tower), SceneErrorCodes.NodeGraphInvalid, "node"),
        ["infinite-transform"] = new("infinite.gltf", Text("\"translation\":[0,0,0]", "\"translation\":[0,1e999,0]"), SceneErrorCodes.NotFinite, "translation"),
        ["nan-transform"] = new("nan.glb", NotANumberInAnAnimation(), SceneErrorCodes.NotFinite, "accessors[4]"),
        ["nan-position"] = new("nanpos.glb", NotANumberInPositions(), SceneErrorCodes.NotFinite, "accessors[0]"),
        ["required-extension"] = new("ext.glb", Changed(Requires("KHR_draco_mesh_compression")), SceneErrorCodes.ExtensionUnsupported, "KHR_draco_mesh_compression"),
        ["deep-json"] = new("deep.gltf", Text("\"translation\":[0,0,0]", "\"extras\":" + new string('[', 100_000) + new string(']', 100_000)), SceneErrorCodes.JsonInvalid, "JSON"),
        ["zip-traversal"] = new("evil.zip", Zip("../../evil.glb"), SceneErrorCodes.PathRefused, "evil.glb"),
        ["zip-absolute"] = new("root.zip", Zip("/etc/evil.glb"), SceneErrorCodes.PathRefused, "evil.glb"),
        ["zip-garbage"] = new("broken.zip", [0x50, 0x4b, 3, 4, 9, 9, 9, 9], SceneErrorCodes.ArchiveInvalid, "archive"),
    };

    private static byte[] Changed(Action<JsonNode> change, ushort[]? indices = null)
    {
        var builder = new GlbBuilder();
        var positions = builder.AddFloats("VEC3", -1f, -1f, 0f, 1f, -1f, 0f, 1f, 1f, 0f, -1f, 1f, 0f);
        builder.AddRootNode(new JsonObject { ["mesh"] = builder.AddMesh(builder.AddIndices(indices ?? [0, 1, 2, 0, 2, 3]), null, ("POSITION", positions)) });
        change(builder.Root);
        return builder.ToGlb();
    }

    private static void Cycle(JsonNode root)
    {
        root["nodes"]![0]!["children"] = new JsonArray(1);
        root["nodes"]!.AsArray().Add(new JsonObject { ["children"] = new JsonArray(0) });
    }

    /// <summary>Ten nodes, each of which holds the next one ten times: small as text, 10¹⁰ meshes if it were believed.</summary>
    private static void Tower(JsonNode root)
    {
        for (var level = 0; level < 10; level++)
            root["nodes"]!.AsArray().Add(new JsonObject { ["children"] = new JsonArray([.. Enumerable.Repeat(level == 9 ? 0 : level + 2, 10).Select(i => (JsonNode)i)]) });
        root["scenes"]![0]!["nodes"] = new JsonArray(1);
    }

    private static Action<JsonNode> Requires(string extension) => root =>
    {
        root["extensionsUsed"] = new JsonArray(extension);
        root["extensionsRequired"] = new JsonArray(extension);
    };

    private static byte[] WithoutBinary()
    {
        var builder = SampleScenes.CubeBuilder();
        builder.Root["buffers"] = new JsonArray(new JsonObject { ["byteLength"] = builder.Binary().Length });
        return GlbBuilder.Pack(builder.Root.ToJsonString(), []);
    }

    private static byte[] NotANumberInAnAnimation()
    {
        var builder = SampleScenes.CubeBuilder();
        builder.AddAnimation(0, "translation", "LINEAR", [0f, 1f], "VEC3", [0f, 0f, 0f, float.NaN, 0f, 0f]);
        return builder.ToGlb();
    }

    private static byte[] NotANumberInPositions()
    {
        var builder = new GlbBuilder();
        var positions = builder.AddFloats("VEC3", -1f, -1f, 0f, 1f, float.NaN, 0f, 1f, 1f, 0f);
        builder.AddRootNode(new JsonObject { ["mesh"] = builder.AddMesh(builder.AddIndices(0, 1, 2), null, ("POSITION", positions)) });
        return builder.ToGlb();
    }

    private static byte[] Text(string from, string to)
    {
        var builder = SampleScenes.CubeBuilder();
        builder.Root["nodes"]![0]!["translation"] = new JsonArray(0, 0, 0);
        var text = Encoding.UTF8.GetString(builder.ToEmbeddedGltf());
        return Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
    }

    private static byte[] Zip(string path)
    {
        using var output = new MemoryStream();
        using (var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = archive.CreateEntry(path).Open())
            entry.Write(SampleScenes.Quad());
        return output.ToArray();
    }
}

/// <summary>A scene that cannot be rendered.</summary>
internal sealed record BadScene(string Name, byte[] Content, string Code, string Word);
