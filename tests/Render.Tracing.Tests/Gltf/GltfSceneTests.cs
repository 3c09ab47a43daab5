using System.Text.Json.Nodes;
using Render.TestScenes;
using Render.Tracing.Gltf;
using Render.Tracing.Imaging;
using Render.Tracing.Numerics;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Tracing.Tests.Gltf;

public sealed class GltfSceneTests
{
    [Fact]
    public void Load_Quad_HasItsTrianglesNormalsAndCoordinates()
    {
        var mesh = Assert.Single(SceneLoading.Load(SampleScenes.Quad()).Assets.Meshes);
        Assert.Equal([0, 1, 2, 0, 2, 3], mesh.Indices);
        Assert.Equal(-1f, mesh.Positions[0].X.Value);
        Assert.Equal(1f, mesh.Normals![3].Z.Value);
        Assert.Equal(1f, mesh.Uvs![0].Y.Value);
    }

    [Fact]
    public void Load_EmbeddedGltf_EqualsTheGlb()
    {
        var glb = SampleScenes.CubeBuilder().Load().Assets.Meshes[0];
        var gltf = SceneLoading.Load(SampleScenes.CubeBuilder().ToEmbeddedGltf()).Assets.Meshes[0];
        Assert.Equal(glb.Indices, gltf.Indices);
        Assert.Equal(glb.Positions, gltf.Positions);
    }

    [Fact]
    public void Load_GltfInAFolder_FindsItsBufferBesideIt()
    {
        var builder = SampleScenes.QuadBuilder();
        var files = new Dictionary<string, ReadOnlyMemory<byte>> { ["a/scene.gltf"] = builder.ToGltf("data/b.bin"), ["a/data/b.bin"] = builder.Binary() };
        Assert.Single(GltfScene.Load(new MemoryPackageFiles(files), "a/scene.gltf").Assets.Meshes);
    }

    [Theory]
    [InlineData(5, new[] { 0, 1, 2, 1, 3, 2, 2, 3, 4 })]
    [InlineData(6, new[] { 1, 2, 0, 2, 3, 0, 3, 4, 0 })]
    public void Load_StripAndFan_BecomeTriangles(int mode, int[] expected)
    {
        var builder = SampleScenes.QuadBuilder();
        var primitive = builder.Root["meshes"]![0]!["primitives"]![0]!.AsObject();
        primitive["mode"] = mode;
        primitive.Remove("indices");
        primitive["attributes"] = new JsonObject { ["POSITION"] = builder.AddFloats("VEC3", [.. Enumerable.Range(0, 15).Select(i => (float)(i * i % 7))]) };
        Assert.Equal(expected, builder.Load().Assets.Meshes[0].Indices);
    }

    [Fact]
    public void Load_NormalisedAndSparseAccessors_GiveTheirValues()
    {
        var builder = SampleScenes.QuadBuilder();
        var accessor = builder.AddAccessor([0, 255, 0, 0, 51, 0, 0, 0], 5121, "VEC2", 4, normalized: true);
        builder.Root["accessors"]![accessor]!["sparse"] = new JsonObject
        {
            ["count"] = 1,
            ["indices"] = new JsonObject { ["bufferView"] = builder.AddView([3]), ["componentType"] = 5121 },
            ["values"] = new JsonObject { ["bufferView"] = builder.AddView([255, 102]) },
        };
        builder.Root["meshes"]![0]!["primitives"]![0]!["attributes"]!["TEXCOORD_0"] = accessor;
        var uvs = builder.Load().Assets.Meshes[0].Uvs!;
        Assert.Equal([0f, 1f, 0f, 0f, 0.2f, 0f, 1f, 0.4f], uvs.SelectMany(uv => new[] { uv.X.Value, uv.Y.Value }));
    }

    [Fact]
    public void Load_InterleavedAttributes_FollowTheStride()
    {
        var builder = SampleScenes.QuadBuilder();
        var bytes = Enumerable.Range(0, 4 * 5).SelectMany(i => BitConverter.GetBytes((float)i)).ToArray();
        var view = builder.AddView(bytes);
        builder.Root["bufferViews"]![view]!["byteStride"] = 20;
        builder.Root["meshes"]![0]!["primitives"]![0]!["attributes"]!["TEXCOORD_0"] =
            builder.Add("accessors", new JsonObject { ["bufferView"] = view, ["byteOffset"] = 12, ["componentType"] = 5126, ["type"] = "VEC2", ["count"] = 4 });
        Assert.Equal([3f, 8f, 13f, 18f], builder.Load().Assets.Meshes[0].Uvs!.Select(uv => uv.X.Value));
    }

    [Fact]
    public void At_ParentAndChild_CombineTheirTransforms()
    {
        var builder = SampleScenes.QuadBuilder();
        builder.Root["scenes"]![0]!["nodes"] = new JsonArray();
        builder.Root["nodes"]![0]!["translation"] = new JsonArray(1f, 0f, 0f);
        builder.AddRootNode(new JsonObject
        {
            ["children"] = new JsonArray(0),
            ["scale"] = new JsonArray(2f, 2f, 2f),
            ["rotation"] = new JsonArray(0f, 0f, 0.70710678f, 0.70710678f),
            ["translation"] = new JsonArray(0f, 0f, 5f),
        });
        var at = builder.Load().At(0f).Instances[0].ToWorld.T;
        Assert.Equal(0f, at.X.Value, 1e-6f);
        Assert.Equal(2f, at.Y.Value, 1e-6f);
        Assert.Equal(5f, at.Z.Value, 1e-6f);
    }

    [Fact]
    public void At_MatrixNode_UsesItByColumns()
    {
        var builder = SampleScenes.QuadBuilder();
        builder.Root["nodes"]![0]!["matrix"] = new JsonArray(0f, 1f, 0f, 0f, -1f, 0f, 0f, 0f, 0f, 0f, 1f, 0f, 7f, 8f, 9f, 1f);
        var world = builder.Load().At(0f).Instances[0].ToWorld;
        Assert.Equal(1f, world.X.Y.Value);
        Assert.Equal(7f, world.T.X.Value);
    }

    [Fact]
    public void At_OrthographicCamera_KeepsItsHeight()
    {
        var builder = SampleScenes.QuadBuilder();
        var camera = builder.Add("cameras", new JsonObject
        {
            ["type"] = "orthographic",
            ["orthographic"] = new JsonObject { ["xmag"] = 9f, ["ymag"] = 2.5f, ["znear"] = 0.1f, ["zfar"] = 10f },
        });
        builder.AddRootNode(new JsonObject { ["name"] = "plan", ["camera"] = camera, ["translation"] = new JsonArray(0f, 0f, 4f) });
        var scene = builder.Load();

        Assert.Equal(["plan"], scene.Cameras);
        Assert.Equal((true, 2.5f, 4f), (scene.At(0f).Camera.IsOrthographic, scene.At(0f).Camera.HalfHeight.Value, scene.At(0f).Camera.ToWorld.T.Z.Value));
    }

    [Theory]
    [InlineData("""{ "type": "orthographic" }""")]
    [InlineData("""{ "type": "orthographic", "orthographic": { "xmag": 1, "ymag": 0, "znear": 0, "zfar": 1 } }""")]
    [InlineData("""{ "type": "orthographic", "orthographic": { "xmag": 1, "ymag": -1, "znear": 0, "zfar": 1 } }""")]
    public void Load_BrokenOrthographicCamera_IsRefused(string camera)
    {
        var builder = SampleScenes.QuadBuilder();
        builder.AddRootNode(new JsonObject { ["camera"] = builder.Add("cameras", JsonNode.Parse(camera)!) });
        Assert.Equal(SceneErrorCodes.ValueInvalid, builder.FaultOf());
    }

    [Fact]
    public void At_Animated_MovesAndHoldsTheEnd()
    {
        var scene = SceneLoading.Load(SampleScenes.Animated());
        Assert.Equal(1f, scene.Duration.Value);
        Assert.Equal(25, scene.Frames().Count);
        Assert.Equal([-1f, 0f, 1f, 1f], new[] { 0, 12, 24, 30 }.Select(frame => scene.AtFrame(frame, 24f).Instances[0].ToWorld.T.X.Value));
    }

    [Fact]
    public void At_AnyOrderAndThread_GivesTheSameBits()
    {
        var scene = SceneLoading.Load(SampleScenes.Animated());
        var once = Enumerable.Range(0, 25).Select(frame => scene.AtFrame(frame, 24f).Instances.ToArray()).ToArray();
        var again = new Instance[25][];
        Parallel.For(0, 25, i => again[24 - i] = [.. scene.AtFrame(24 - i, 24f).Instances]);
        Assert.Equal(once, again);
    }

    [Fact]
    public void Load_NoCamera_FramesTheWholeSceneAndSaysSo()
    {
        var scene = SampleScenes.CubeBuilder().Load();
        Assert.Contains(scene.Notices, notice => notice.Code == "camera-framed");
        foreach (var aspect in new[] { 0.5f, 1f, 2f })
        {
            var camera = scene.At(0f, new() { Aspect = aspect }).Camera;
            var inverse = camera.ToWorld.Inverse();
            foreach (var corner in scene.Assets.Meshes[0].Positions)
            {
                var seen = inverse.Point(corner);
                Assert.True(seen.Z < 0f);
                Assert.True(Real.Abs(seen.Y / seen.Z) <= camera.HalfHeight);
                Assert.True(Real.Abs(seen.X / seen.Z) <= camera.HalfHeight * aspect);
            }
        }
    }

    [Fact]
    public void Load_Camera_GivesItsPlaceAndTangent()
    {
        var camera = SceneLoading.Load(SampleScenes.Cube()).At(0f).Camera;
        Assert.Equal(6f, camera.ToWorld.T.Z.Value);
        Assert.Equal(0.5f, camera.HalfHeight.Value, 1e-6f);
    }

    [Fact]
    public void Load_CameraUnderAScaledNode_IsStillOrthonormal()
    {
        var builder = SampleScenes.CubeBuilder();
        SampleScenes.AddCamera(builder);
        builder.Root["nodes"]![1]!["scale"] = new JsonArray(3f, 0.5f, 2f);
        var world = builder.Load().At(0f).Camera.ToWorld;
        Assert.Equal(1f, Float3.Length(world.X).Value, 1e-6f);
        Assert.Equal(1f, world.Determinant.Value, 1e-6f);
    }

    [Fact]
    public void Load_Unlit_GetsTheDefaultSky()
    {
        var scene = SceneLoading.Load(SampleScenes.Quad());
        Assert.Same(DefaultSky.Instance, scene.Environment);
        Assert.Contains(scene.Notices, notice => notice.Code == "default-sky");
    }

    [Fact]
    public void Load_Lit_HasItsLightInRadiometricUnitsAndNoSky()
    {
        var snapshot = SceneLoading.Load(SampleScenes.LitCube()).At(0f);
        var light = Assert.Single(snapshot.Lights);
        Assert.Equal(LightKind.Point, light.Kind);
        Assert.Equal(1f, light.Intensity.X.Value, 1e-6f);
        Assert.Equal(4f, light.Position.Y.Value);
        Assert.Same(SkyEnvironment.Black, snapshot.Environment);
    }

    [Fact]
    public void Load_Emissive_MultipliesTheStrengthAndNeedsNoSky()
    {
        var builder = SampleScenes.QuadBuilder();
        builder.Root["materials"]![0]!["emissiveFactor"] = new JsonArray(1f, 0.5f, 0f);
        builder.Root["materials"]![0]!["extensions"] = new JsonObject { ["KHR_materials_emissive_strength"] = new JsonObject { ["emissiveStrength"] = 10f } };
        var scene = builder.Load();
        Assert.Equal(5f, scene.Assets.Materials[0].Emission.Y.Value);
        Assert.Same(SkyEnvironment.Black, scene.Environment);
    }

    [Fact]
    public void Load_OptionalExtension_IsNoticed()
    {
        var builder = SampleScenes.QuadBuilder();
        builder.Root["extensionsUsed"] = new JsonArray("KHR_materials_iridescence");
        var codes = builder.Load().Notices.Select(notice => notice.Code).ToArray();
        Assert.Contains("extension-ignored", codes);
    }

    [Fact]
    public void Load_TextureTransform_MovesTheCoordinates()
    {
        var builder = SampleScenes.QuadBuilder();
        var texture = builder.AddTexture(CanonicalImage.Encode(new(1, 1, [1, 2, 3, 4])), "image/png");
        builder.Root["materials"]![0]!["pbrMetallicRoughness"]!["baseColorTexture"] = new JsonObject
        {
            ["index"] = texture,
            ["extensions"] = new JsonObject
            {
                ["KHR_texture_transform"] = new JsonObject { ["offset"] = new JsonArray(0.25f, 0.5f), ["scale"] = new JsonArray(2f, 3f), ["rotation"] = 1.5707963f },
            },
        };
        // (1, 1) scaled to (2, 3), turned counter-clockwise by 90° with v down: (3, −2), moved to (3.25, −1.5).
        var assets = builder.Load().Assets;
        var uv = assets.Materials[0].BaseColorTexture!.Transform!.Apply(assets.Meshes[0].Uvs![1]);
        Assert.Equal(3.25f, uv.X.Value, 1e-5f);
        Assert.Equal(-1.5f, uv.Y.Value, 1e-5f);
    }

    [Fact]
    public void Load_NormalMapWithoutTangents_DerivesThemAlongU()
    {
        var builder = SampleScenes.QuadBuilder();
        var texture = builder.AddTexture(CanonicalImage.Encode(new(1, 1, [128, 128, 255, 255])), "image/png");
        builder.Root["materials"]![0]!["normalTexture"] = new JsonObject { ["index"] = texture };
        var mesh = builder.Load().Assets.Meshes[0];
        Assert.All(mesh.Tangents!, tangent => Assert.Equal(1f, tangent.X.Value, 1e-6f));
        // Upright, unmirrored texture: bitangent = N × T points up the picture.
        Assert.All(mesh.TangentSigns!, sign => Assert.Equal(1f, sign.Value));
    }

    [Fact]
    public void Load_NormalMapWithoutNormals_GivesEachTriangleItsOwnVertices()
    {
        var builder = SampleScenes.QuadBuilder();
        var texture = builder.AddTexture(CanonicalImage.Encode(new(1, 1, [128, 128, 255, 255])), "image/png");
        builder.Root["materials"]![0]!["normalTexture"] = new JsonObject { ["index"] = texture };
        builder.Root["meshes"]![0]!["primitives"]![0]!["attributes"]!.AsObject().Remove("NORMAL");
        var mesh = builder.Load().Assets.Meshes[0];
        Assert.Equal(6, mesh.Positions.Length);
        Assert.All(mesh.Normals!, normal => Assert.Equal(1f, normal.Z.Value, 1e-6f));
    }

    [Fact]
    public void Load_NormalsOfAnyLength_BecomeUnit()
    {
        var builder = SampleScenes.QuadBuilder();
        builder.Root["meshes"]![0]!["primitives"]![0]!["attributes"]!["NORMAL"] = builder.AddFloats("VEC3", 0f, 0f, 9f, 3f, 0f, 4f, 0f, 0f, 0f, 1e-20f, 0f, 0f);
        var normals = builder.Load().Assets.Meshes[0].Normals!;
        Assert.All(normals, normal => Assert.Equal(1f, Float3.Length(normal).Value, 1e-6f));
        Assert.Equal(1f, normals[2].Z.Value, 1e-6f);
    }

    [Fact]
    public void Load_MeshPlacedTwice_IsReadOnce()
    {
        var builder = SampleScenes.QuadBuilder();
        builder.AddRootNode(new JsonObject { ["mesh"] = 0, ["translation"] = new JsonArray(5f, 0f, 0f) });
        var scene = builder.Load();
        Assert.Single(scene.Assets.Meshes);
        Assert.Equal([0, 0], scene.At(0f).Instances.Select(instance => instance.Mesh));
    }

    [Fact]
    public void Load_TwoAnimationsOfOneNode_PlaysTheFirstAndSaysSo()
    {
        var builder = SampleScenes.CubeBuilder();
        builder.AddAnimation(0, "translation", "LINEAR", [0f, 1f], "VEC3", [0f, 0f, 0f, 1f, 0f, 0f]);
        builder.AddAnimation(0, "translation", "LINEAR", [0f, 1f], "VEC3", [0f, 0f, 0f, 9f, 0f, 0f]);
        var scene = builder.Load();
        Assert.Equal(1f, scene.At(1f).Instances[0].ToWorld.T.X.Value);
        Assert.Contains(scene.Notices, notice => notice.Code == "animation-not-played");
    }

    [Fact]
    public void DefaultSky_IsFiniteAndBrightestAtItsSun()
    {
        var sky = DefaultSky.Instance;
        Assert.All(sky.Texels, texel => Assert.True(texel.IsFinite && texel.X >= 0f && texel.Y >= 0f && texel.Z >= 0f));
        var brightest = Array.IndexOf(sky.Texels, sky.Texels.MaxBy(texel => texel.X.Value));
        var polar = (brightest / sky.Width + 0.5) / sky.Height * Math.PI;
        var azimuth = ((brightest % sky.Width + 0.5) / sky.Width - 0.5) * 2 * Math.PI;
        var sun = DefaultSky.SunDirection;
        var cosine = Math.Sin(polar) * Math.Cos(azimuth) * sun.X.Value + Math.Cos(polar) * sun.Y.Value + Math.Sin(polar) * Math.Sin(azimuth) * sun.Z.Value;
        Assert.True(cosine > 0.999);
    }
}
