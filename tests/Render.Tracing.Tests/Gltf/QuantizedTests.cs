using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Render.TestScenes;
using Render.Tracing.Scenes;

namespace Render.Tracing.Tests.Gltf;

/// <summary>KHR_mesh_quantization: every attribute in every integer type that it allows, in strides of four bytes.</summary>
public sealed class QuantizedTests
{
    private const int Byte = 5120;
    private const int UnsignedByte = 5121;
    private const int Short = 5122;
    private const int UnsignedShort = 5123;

    [Theory]
    [InlineData(Byte, false, 100f)]
    [InlineData(Byte, true, 100f / 127)]
    [InlineData(UnsignedByte, false, 100f)]
    [InlineData(UnsignedByte, true, 100f / 255)]
    [InlineData(Short, false, 100f)]
    [InlineData(Short, true, 100f / 32767)]
    [InlineData(UnsignedShort, false, 100f)]
    [InlineData(UnsignedShort, true, 100f / 65535)]
    public void Load_Positions_AreTheirNumbersOrParts(int type, bool normalized, float expected)
    {
        var builder = Quantized();
        Bodies.AttributesOf(builder)["POSITION"] = Strided(builder, "VEC3", type, normalized, [0, 0, 0, 100, 0, 0, 100, 100, 0, 0, 100, 0]);

        var positions = builder.Load().Assets.Meshes[0].Positions;

        Assert.Equal([0f, expected, expected, 0f], positions.Select(p => p.X.Value));
        Assert.Equal([0f, 0f, expected, expected], positions.Select(p => p.Y.Value));
    }

    [Theory]
    [InlineData(Byte, 127)]
    [InlineData(Short, 32767)]
    public void Load_NormalsAndTangents_AreUnitVectors(int type, int one)
    {
        var builder = Quantized();
        var texture = builder.AddTexture(Tracing.Imaging.CanonicalImage.Encode(new Image(1, 1, [128, 128, 255, 255])).ToArray(), "image/png");
        builder.Root["materials"]![0]!["normalTexture"] = new JsonObject { ["index"] = texture };
        Bodies.AttributesOf(builder)["NORMAL"] = Strided(builder, "VEC3", type, true, [.. Enumerable.Repeat((int[])[0, -one, 0], 4).SelectMany(n => n)]);
        Bodies.AttributesOf(builder)["TANGENT"] = Strided(builder, "VEC4", type, true, [.. Enumerable.Repeat((int[])[0, 0, one, -one], 4).SelectMany(t => t)]);

        var mesh = builder.Load().Assets.Meshes[0];

        Assert.All(mesh.Normals!, n => Assert.Equal((0f, -1f, 0f), (n.X.Value, n.Y.Value, n.Z.Value)));
        Assert.All(mesh.Tangents!, t => Assert.Equal((0f, 0f, 1f), (t.X.Value, t.Y.Value, t.Z.Value)));
        Assert.All(mesh.TangentSigns!, sign => Assert.Equal(-1f, sign.Value));
    }

    [Theory]
    [InlineData(Byte, false, 3f)]
    [InlineData(Short, false, 3f)]
    [InlineData(UnsignedShort, false, 3f)]
    [InlineData(UnsignedByte, true, 3f / 255)]
    [InlineData(Short, true, 3f / 32767)]
    public void Load_TextureCoordinates_AreTheirNumbersOrParts(int type, bool normalized, float expected)
    {
        var builder = Quantized();
        Bodies.AttributesOf(builder)["TEXCOORD_0"] = Strided(builder, "VEC2", type, normalized, [0, 0, 3, 0, 3, 3, 0, 3]);

        Assert.Equal([0f, expected, expected, 0f], builder.Load().Assets.Meshes[0].Uvs!.Select(uv => uv.X.Value));
    }

    [Theory]
    [InlineData(Byte, true, 127, 1f)]
    [InlineData(Byte, false, -2, -2f)]
    [InlineData(Short, true, -32767, -1f)]
    [InlineData(Short, false, 5, 5f)]
    public void Load_MorphTargets_AddTheirNumbersOrParts(int type, bool normalized, int stored, float expected)
    {
        var builder = Quantized();
        builder.Root["meshes"]![0]!["weights"] = new JsonArray(1f);
        builder.Root["meshes"]![0]!["primitives"]![0]!["targets"] = new JsonArray(
            new JsonObject { ["POSITION"] = Strided(builder, "VEC3", type, normalized, [.. Enumerable.Repeat((int[])[0, 0, stored], 4).SelectMany(d => d)]) });

        Assert.All(builder.Load().Assets.Meshes[0].Positions, p => Assert.Equal(expected, p.Z.Value));
    }

    [Fact]
    public void Load_SparseQuantizedPositions_OverrideTheirNumbers()
    {
        var builder = Quantized();
        var accessor = Strided(builder, "VEC3", Short, false, [0, 0, 0, 7, 0, 0, 7, 7, 0, 0, 7, 0]);
        short[] values = [9, -9, 4];
        builder.Root["accessors"]![accessor]!["sparse"] = new JsonObject
        {
            ["count"] = 1,
            ["indices"] = new JsonObject { ["bufferView"] = builder.AddView([2]), ["componentType"] = UnsignedByte },
            ["values"] = new JsonObject { ["bufferView"] = builder.AddView(MemoryMarshal.AsBytes<short>(values)) },
        };
        Bodies.AttributesOf(builder)["POSITION"] = accessor;

        var positions = builder.Load().Assets.Meshes[0].Positions;

        Assert.Equal((9f, -9f, 4f), (positions[2].X.Value, positions[2].Y.Value, positions[2].Z.Value));
        Assert.Equal(7f, positions[1].X.Value);
    }

    [Fact]
    public void Load_ManyNodesOfAMesh_TakeItsMemoryOnce()
    {
        var one = SampleScenes.CubeBuilder().Load();
        var builder = SampleScenes.CubeBuilder();
        for (var i = 1; i < 100; i++)
            builder.AddRootNode(new JsonObject { ["mesh"] = 0, ["translation"] = new JsonArray(3f * i, 0f, 0f) });
        var many = builder.Load();

        Assert.Equal(100, many.At(0f).Instances.Count);
        Assert.Single(many.Assets.Meshes);
        Assert.Equal(one.MemoryBytes, many.MemoryBytes);
        Assert.Equal(12, Tracing.Compilation.SceneCompiler.Prepare(many.Assets).TriangleCount);
    }

    [Theory]
    [InlineData("KHR_texture_basisu", "PNG or JPEG")]
    [InlineData("KHR_draco_mesh_compression", "compression turned off")]
    [InlineData("EXT_meshopt_compression", "compression turned off")]
    [InlineData("KHR_meshopt_compression", "compression turned off")]
    public void Load_RequiredCompression_IsNamedWithTheWayOut(string extension, string fix)
    {
        var builder = Quantized();
        builder.Root["extensionsRequired"] = new JsonArray(extension);

        var fault = Assert.Throws<SceneException>(() => builder.Load());

        Assert.Equal(SceneErrorCodes.ExtensionUnsupported, fault.Code);
        Assert.Contains(extension, fault.Message, StringComparison.Ordinal);
        Assert.Contains(fix, fault.Fix, StringComparison.Ordinal);
    }

    private static GlbBuilder Quantized()
    {
        var builder = SampleScenes.QuadBuilder();
        builder.Root["extensionsUsed"] = new JsonArray("KHR_mesh_quantization");
        builder.Root["extensionsRequired"] = new JsonArray("KHR_mesh_quantization");
        return builder;
    }

    private static int Strided(GlbBuilder builder, string kind, int type, bool normalized, int[] values)
    {
        var width = kind[3] - '0';
        var size = type is Byte or UnsignedByte ? 1 : 2;
        var stride = (width * size + 3) & ~3;
        var bytes = new byte[stride * values.Length / width];
        for (var i = 0; i < values.Length; i++)
        {
            var at = i / width * stride + i % width * size;
            bytes[at] = (byte)values[i];
            if (size == 2)
                bytes[at + 1] = (byte)(values[i] >> 8);
        }
        var view = builder.AddView(bytes);
        builder.Root["bufferViews"]![view]!["byteStride"] = stride;
        return builder.Add("accessors", new JsonObject
        {
            ["bufferView"] = view,
            ["componentType"] = type,
            ["type"] = kind,
            ["count"] = values.Length / width,
            ["normalized"] = normalized,
        });
    }
}
