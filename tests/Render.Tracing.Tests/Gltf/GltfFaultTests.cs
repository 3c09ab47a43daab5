using System.Text;
using System.Text.Json.Nodes;
using Render.TestScenes;
using Render.Tracing.Gltf;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Tracing.Tests.Gltf;

public sealed class GltfFaultTests
{
    [Fact]
    public void Load_Garbage_IsNotJson() => Assert.Equal(SceneErrorCodes.JsonInvalid, SceneLoading.FaultOf(Encoding.ASCII.GetBytes("hello")));

    [Fact]
    public void Load_Empty_IsNotJson() => Assert.Equal(SceneErrorCodes.JsonInvalid, SceneLoading.FaultOf([]));

    [Fact]
    public void Load_EveryTruncation_IsAFault()
    {
        var glb = SampleScenes.Cube();
        for (var length = 0; length < glb.Length; length += 7)
            Assert.Throws<SceneException>(() => SceneLoading.Load(glb[..length]));
    }

    [Fact]
    public void Load_BufferWithoutData_IsBufferMissing()
    {
        var json = SampleScenes.QuadBuilder().ToGlb();
        var text = Encoding.UTF8.GetString(json, 20, BitConverter.ToInt32(json, 12));
        Assert.Equal(SceneErrorCodes.BufferMissing, SceneLoading.FaultOf(GlbBuilder.Pack(text, [])));
    }

    [Fact]
    public void Load_ExternalBufferNotUploaded_NamesTheFile()
    {
        var gltf = SampleScenes.QuadBuilder().ToGltf("geometry/part%201.bin");
        var fault = Assert.Throws<SceneException>(() => SceneLoading.Load(gltf));
        Assert.Equal(SceneErrorCodes.FileMissing, fault.Code);
        Assert.Contains("geometry/part 1.bin", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../secret.bin")]
    [InlineData("a/../../secret.bin")]
    [InlineData("%2e%2e/secret.bin")]
    [InlineData("/etc/passwd")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://example.com/a.bin")]
    [InlineData("C:\\a.bin")]
    [InlineData("a\\..\\b.bin")]
    [InlineData("")]
    public void Load_UriOutsideThePackage_IsRefused(string uri) =>
        Assert.Equal(SceneErrorCodes.PathRefused, SceneLoading.FaultOf(SampleScenes.QuadBuilder().ToGltf(uri)));

    [Fact]
    public void Load_ManyZerosInAFewBytes_IsLimitExceededBeforeMemoryIsTaken()
    {
        var builder = SampleScenes.QuadBuilder();
        foreach (var name in (string[])["POSITION", "NORMAL"])
            builder.Root["meshes"]![0]!["primitives"]![0]!["attributes"]![name] =
                builder.Add("accessors", new JsonObject { ["componentType"] = 5126, ["type"] = "VEC3", ["count"] = 12_000_000 });
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(SceneErrorCodes.LimitExceeded, builder.FaultOf(SceneLimits.Default with { ZeroBytes = 1 << 20 }));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 << 20);
        Assert.Equal(SceneErrorCodes.LimitExceeded, builder.FaultOf());
    }

    [Fact]
    public void Load_VertexIndexOutOfRange_IsAFault()
    {
        var builder = SampleScenes.QuadBuilder();
        builder.Root["meshes"]![0]!["primitives"]![0]!["indices"] = builder.AddIndices(0, 1, 4);
        Assert.Equal(SceneErrorCodes.IndexOutOfRange, builder.FaultOf());
    }

    [Theory]
    [InlineData("nodes", "mesh")]
    [InlineData("bufferViews", "buffer")]
    [InlineData("accessors", "bufferView")]
    public void Load_ReferencePastTheEnd_IsAFault(string array, string property)
    {
        var builder = SampleScenes.QuadBuilder();
        builder.Root[array]![0]![property] = 99;
        Assert.Equal(SceneErrorCodes.IndexOutOfRange, builder.FaultOf());
    }

    [Theory]
    [InlineData("bufferViews", "byteLength", int.MaxValue)]
    [InlineData("bufferViews", "byteOffset", int.MaxValue)]
    [InlineData("accessors", "count", 7)]
    [InlineData("accessors", "byteOffset", int.MaxValue)]
    public void Load_ReachingPastTheData_IsOutOfBounds(string array, string property, int value)
    {
        var builder = SampleScenes.QuadBuilder();
        builder.Root[array]![0]![property] = value;
        Assert.Equal(SceneErrorCodes.AccessorOutOfBounds, builder.FaultOf());
    }

    [Theory]
    [InlineData("accessors", "count", -1)]
    [InlineData("accessors", "count", 0)]
    [InlineData("bufferViews", "byteOffset", -4)]
    [InlineData("bufferViews", "byteLength", 0)]
    public void Load_NegativeOrZeroSize_IsAnInvalidValue(string array, string property, int value)
    {
        var builder = SampleScenes.QuadBuilder();
        builder.Root[array]![0]![property] = value;
        Assert.Equal(SceneErrorCodes.ValueInvalid, builder.FaultOf());
    }

    [Fact]
    public void Load_CyclicNodes_IsAFault()
    {
        var builder = SampleScenes.QuadBuilder();
        var a = builder.Add("nodes", new JsonObject { ["children"] = new JsonArray(2) });
        builder.Add("nodes", new JsonObject { ["children"] = new JsonArray(a) });
        builder.Root["scenes"]![0]!["nodes"]!.AsArray().Add(a);
        Assert.Equal(SceneErrorCodes.NodeGraphInvalid, builder.FaultOf());
    }

    [Fact]
    public void Load_NodeWithTwoParents_IsAFault()
    {
        var builder = SampleScenes.QuadBuilder();
        builder.AddRootNode(new JsonObject { ["children"] = new JsonArray(0) });
        builder.Root["scenes"]![0]!["nodes"]!.AsArray().RemoveAt(0);
        builder.AddRootNode(new JsonObject { ["children"] = new JsonArray(0) });
        Assert.Equal(SceneErrorCodes.NodeGraphInvalid, builder.FaultOf());
    }

    [Fact]
    public void Load_DeepChainOfNodes_DoesNotExhaustTheStack()
    {
        var builder = SampleScenes.QuadBuilder();
        builder.Root["scenes"]![0]!["nodes"] = new JsonArray(1);
        for (var i = 1; i <= 50_000; i++)
            builder.Add("nodes", new JsonObject { ["children"] = new JsonArray(i == 50_000 ? 0 : i + 1) });
        Assert.Single(builder.Load().At(0f).Instances);
    }

    [Fact]
    public void Load_TransformNotFinite_IsAFault()
    {
        var builder = SampleScenes.QuadBuilder();
        builder.Root["nodes"]![0]!["translation"] = JsonNode.Parse("[0, 1e999, 0]");
        Assert.Equal(SceneErrorCodes.NotFinite, builder.FaultOf());
    }

    [Fact]
    public void Load_TransformsThatOverflowTogether_IsAFault()
    {
        var builder = SampleScenes.QuadBuilder();
        builder.Root["scenes"]![0]!["nodes"] = new JsonArray();
        builder.Root["nodes"]![0]!["scale"] = new JsonArray(1e30f, 1e30f, 1e30f);
        builder.AddRootNode(new JsonObject { ["scale"] = new JsonArray(1e30f, 1e30f, 1e30f), ["children"] = new JsonArray(0) });
        Assert.Equal(SceneErrorCodes.NotFinite, builder.FaultOf());
    }

    [Fact]
    public void Load_PositionNotANumber_IsAFault()
    {
        var builder = SampleScenes.QuadBuilder();
        builder.Root["meshes"]![0]!["primitives"]![0]!["attributes"]!["POSITION"] = builder.AddFloats("VEC3", new float[11].Append(float.NaN).ToArray());
        Assert.Equal(SceneErrorCodes.NotFinite, builder.FaultOf());
    }

    [Fact]
    public void Load_RequiredExtensionUnsupported_NamesIt()
    {
        var builder = SampleScenes.QuadBuilder();
        builder.Root["extensionsRequired"] = new JsonArray("KHR_draco_mesh_compression");
        var fault = Assert.Throws<SceneException>(() => builder.Load());
        Assert.Equal(SceneErrorCodes.ExtensionUnsupported, fault.Code);
        Assert.Contains("KHR_draco_mesh_compression", fault.Message, StringComparison.Ordinal);
        Assert.Contains("compression turned off", fault.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Version1_IsUnsupported()
    {
        var builder = SampleScenes.QuadBuilder();
        builder.Root["asset"]!["version"] = "1.0";
        Assert.Equal(SceneErrorCodes.VersionUnsupported, builder.FaultOf());
    }

    [Fact]
    public void Load_NothingToDraw_IsEmpty()
    {
        var builder = SampleScenes.QuadBuilder();
        builder.Root["nodes"]![0]!.AsObject().Remove("mesh");
        Assert.Equal(SceneErrorCodes.Empty, builder.FaultOf());
    }

    [Fact]
    public void Load_NestedTooDeep_IsNotJson()
    {
        var builder = SampleScenes.QuadBuilder();
        JsonNode nested = new JsonArray();
        for (var i = 0; i < 100; i++)
            nested = new JsonArray(nested);
        builder.Root["extras"] = nested;
        var text = Encoding.UTF8.GetBytes(builder.Root.ToJsonString(new() { MaxDepth = 200 }));
        Assert.Equal(SceneErrorCodes.JsonInvalid, SceneLoading.FaultOf(text));
    }

    [Theory]
    [InlineData("{\"asset\":{\"version\":\"2.0\",\"copyright\":\"\\uD800\"}}")]
    [InlineData("{\"asset\":{\"version\":\"2.0\",\"\\uDC00\":1}}")]
    public void Load_LoneSurrogateAnywhere_IsNotJson(string json) =>
        Assert.Equal(SceneErrorCodes.JsonInvalid, SceneLoading.FaultOf(Encoding.ASCII.GetBytes(json)));

    [Theory]
    [InlineData("items")]
    [InlineData("triangles")]
    [InlineData("instances")]
    [InlineData("memory")]
    [InlineData("json")]
    [InlineData("file")]
    public void Load_AboveALimit_SaysSo(string limit)
    {
        var limits = limit switch
        {
            "items" => SceneLimits.Default with { Items = 2 },
            "triangles" => SceneLimits.Default with { Triangles = 11 },
            "instances" => SceneLimits.Default with { Instances = 0 },
            "memory" => SceneLimits.Default with { MemoryBytes = 500 },
            "json" => SceneLimits.Default with { JsonBytes = 100 },
            _ => SceneLimits.Default with { FileBytes = 100 },
        };
        Assert.Equal(SceneErrorCodes.LimitExceeded, SceneLoading.FaultOf(SampleScenes.Cube(), limits));
    }

    [Fact]
    public void Load_HugeAccessorWithoutData_IsRefusedBeforeMemoryIsTaken()
    {
        var builder = SampleScenes.QuadBuilder();
        builder.Root["meshes"]![0]!["primitives"]![0]!["attributes"]!["POSITION"] =
            builder.Add("accessors", new JsonObject { ["componentType"] = 5126, ["type"] = "VEC3", ["count"] = int.MaxValue });
        Assert.Equal(SceneErrorCodes.LimitExceeded, builder.FaultOf());
    }

    [Fact]
    public void Load_UnknownEntry_IsMissing() =>
        Assert.Equal(SceneErrorCodes.FileMissing, Assert.Throws<SceneException>(() => GltfScene.Load(new MemoryPackageFiles("a", SampleScenes.Quad()), "b")).Code);

    [Fact]
    public void At_UnknownCamera_ListsThoseThereAre()
    {
        var scene = SceneLoading.Load(SampleScenes.Cube());
        var fault = Assert.Throws<SceneException>(() => scene.At(0f, new() { Camera = "other" }));
        Assert.Equal(SceneErrorCodes.CameraUnknown, fault.Code);
        Assert.Contains("camera", fault.Fix, StringComparison.Ordinal);
    }
}
