using System.Text.Json.Nodes;
using Render.TestScenes;
using Render.Tracing.Gltf;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Tests.Gltf;

public sealed class SkinTests
{
    private static readonly float[] QuarterTurns = [0f, 0f, 0f, 1f, 0f, 0f, 0.70710678f, 0.70710678f];

    [Fact]
    public void At_TurningJoint_TakesItsVerticesAndNormalsAlong()
    {
        var builder = Bodies.Skinned();
        builder.AddAnimation(2, "rotation", "LINEAR", [0f, 1f], "VEC4", [0f, 0f, 0f, 1f, 0f, 0.70710678f, 0f, 0.70710678f]);
        var scene = builder.Load();

        AssertPoints([(-1f, -1f, 0f), (1f, -1f, 0f), (1f, 1f, 0f), (-1f, 1f, 0f)], Posed(scene, 0f).Positions);
        var turned = Posed(scene, 1f);
        AssertPoints([(-1f, -1f, 0f), (1f, -1f, 0f), (0f, 1f, -1f), (0f, 1f, 1f)], turned.Positions);
        AssertPoints([(0f, 0f, 1f), (0f, 0f, 1f), (1f, 0f, 0f), (1f, 0f, 0f)], turned.Normals!);
    }

    [Fact]
    public void At_NodeOfTheMesh_HasNoSay()
    {
        var builder = Bodies.Skinned();
        builder.Root["nodes"]![0]!["translation"] = new JsonArray(5f, 6f, 7f);
        builder.AddAnimation(1, "translation", "LINEAR", [0f, 1f], "VEC3", [0f, 0f, 0f, 0f, -2f, 0f]);
        var scene = builder.Load();

        AssertPoints([(-1f, -3f, 0f), (1f, -3f, 0f), (1f, 1f, 0f), (-1f, 1f, 0f)], Posed(scene, 1f).Positions);
        var instance = Assert.Single(scene.At(1f).Instances);
        AssertPoints([(0f, 0f, 0f), (1f, 0f, 0f), (0f, 1f, 0f), (0f, 0f, 1f)], [instance.ToWorld.T, instance.ToWorld.X, instance.ToWorld.Y, instance.ToWorld.Z]);
    }

    [Fact]
    public void At_JointBelowAParentWithABind_TurnsAboutItself()
    {
        var builder = Bodies.Skinned();
        // The head stands at (0, 1, 0) under the hip, and was bound there.
        builder.Root["scenes"]![0]!["nodes"] = new JsonArray(0, 1);
        builder.Root["nodes"]![1]!["children"] = new JsonArray(2);
        builder.Root["nodes"]![2]!["translation"] = new JsonArray(0f, 1f, 0f);
        builder.Root["skins"]![0]!["inverseBindMatrices"] = Matrices(builder, (0f, 0f, 0f), (0f, -1f, 0f));
        builder.AddAnimation(2, "rotation", "LINEAR", [0f, 1f], "VEC4", QuarterTurns);

        AssertPoints([(-1f, -1f, 0f), (1f, -1f, 0f), (0f, 2f, 0f), (0f, 0f, 0f)], Posed(builder.Load(), 1f).Positions);
    }

    [Fact]
    public void At_SeveralSetsOfJoints_BlendByNormalisedWeights()
    {
        var builder = Bodies.Skinned();
        var attributes = Bodies.AttributesOf(builder);
        attributes["WEIGHTS_0"] = builder.AddAccessor([.. Enumerable.Repeat((byte[])[51, 0, 0, 0], 4).SelectMany(b => b)], 5121, "VEC4", 4, normalized: true);
        attributes["JOINTS_1"] = builder.AddAccessor([.. Enumerable.Repeat((byte[])[1, 0, 0, 0, 0, 0, 0, 0], 4).SelectMany(b => b)], 5123, "VEC4", 4);
        attributes["WEIGHTS_1"] = builder.AddFloats("VEC4", [.. Enumerable.Repeat((float[])[0.6f, 0f, 0f, 0f], 4).SelectMany(w => w)]);
        builder.AddAnimation(2, "translation", "LINEAR", [0f, 1f], "VEC3", [0f, 0f, 0f, 8f, 0f, 0f]);

        // The lower vertices hang on the hip by 0.2 and on the head by 0.6, the upper ones on the head by both.
        AssertPoints([(5f, -1f, 0f), (7f, -1f, 0f), (9f, 1f, 0f), (7f, 1f, 0f)], Posed(builder.Load(), 1f).Positions);
    }

    [Fact]
    public void At_MirroredSkeleton_TurnsTheTrianglesAround()
    {
        var builder = Bodies.Skinned();
        builder.Root["nodes"]![1]!["scale"] = new JsonArray(-1f, 1f, 1f);
        builder.Root["nodes"]![2]!["scale"] = new JsonArray(-1f, 1f, 1f);
        builder.AddAnimation(1, "translation", "STEP", [0f], "VEC3", [0f, 0f, 0f]);
        var mesh = Posed(builder.Load(), 0f);

        Assert.Equal([0, 2, 1, 0, 3, 2], mesh.Indices);
        AssertPoints([(1f, -1f, 0f), (-1f, -1f, 0f), (-1f, 1f, 0f), (1f, 1f, 0f)], mesh.Positions);
        AssertPoints([.. Enumerable.Repeat((0f, 0f, 1f), 4)], mesh.Normals!);
    }

    [Fact]
    public void Load_SkinThatNothingMoves_IsPosedOnce()
    {
        var builder = Bodies.Skinned();
        builder.Root["nodes"]![2]!["translation"] = new JsonArray(0f, 3f, 0f);
        var scene = builder.Load();

        Assert.Empty(scene.At(0f).Deformed);
        AssertPoints([(-1f, -1f, 0f), (1f, -1f, 0f), (1f, 4f, 0f), (-1f, 4f, 0f)], Assert.Single(scene.Assets.Meshes).Positions);
    }

    [Fact]
    public void Load_NodesThatShareAMesh_PoseApart()
    {
        var builder = Bodies.Skinned();
        builder.AddRootNode(new JsonObject { ["mesh"] = 0 });
        builder.AddRootNode(new JsonObject { ["mesh"] = 0, ["skin"] = 0 });
        builder.AddAnimation(2, "translation", "LINEAR", [0f, 1f], "VEC3", [0f, 0f, 0f, 0f, 2f, 0f]);
        var scene = builder.Load();

        Assert.Equal([1, 0, 1], scene.At(0f).Instances.Select(instance => instance.Mesh));
        Assert.Equal([false, true], scene.Assets.Meshes.Select(mesh => mesh.Deforms));
        Assert.Equal(1, Assert.Single(scene.At(1f).Deformed).Number);
    }

    [Fact]
    public void At_WithoutACamera_FramesThePoseOfTheFirstMoment()
    {
        var builder = Bodies.Skinned();
        builder.AddAnimation(2, "translation", "LINEAR", [0f, 1f], "VEC3", [0f, 100f, 0f, 0f, 500f, 0f]);
        var scene = builder.Load();

        Assert.InRange(scene.At(0f).Camera.ToWorld.T.Y.Value, 100f, 250f);
        Assert.Equal(scene.At(0f).Camera, scene.At(1f).Camera);
    }

    [Fact]
    public void Load_PartOnNoJoint_StandsWhereItsNodeIsAndIsNoticed()
    {
        var builder = Bodies.Skinned();
        Bodies.AttributesOf(builder).Remove("JOINTS_0");
        builder.Root["nodes"]![0]!["translation"] = new JsonArray(5f, 0f, 0f);
        var scene = builder.Load();

        Assert.Contains("skin-incomplete", scene.Notices.Select(notice => notice.Code));
        Assert.Equal(5f, scene.At(0f).Instances[0].ToWorld.T.X.Value);
    }

    private static (string Code, Action<GlbBuilder> Break)[] Faults =>
    [
        (SceneErrorCodes.IndexOutOfRange, builder => builder.Root["skins"]![0]!["joints"] = new JsonArray(1)),
        (SceneErrorCodes.IndexOutOfRange, builder => builder.Root["skins"]![0]!["joints"] = new JsonArray(1, 99)),
        (SceneErrorCodes.IndexOutOfRange, builder => builder.Root["nodes"]![0]!["skin"] = 3),
        (SceneErrorCodes.ValueInvalid, builder => builder.Root["skins"]![0]!["joints"] = new JsonArray()),
        (SceneErrorCodes.NodeGraphInvalid, builder => builder.Root["scenes"]![0]!["nodes"] = new JsonArray(0, 1)),
        (SceneErrorCodes.AccessorInvalid, builder => Bodies.AttributesOf(builder)["WEIGHTS_0"] = builder.AddFloats("VEC4", 1f, 0f, 0f, 0f)),
        (SceneErrorCodes.AccessorInvalid, builder => builder.Root["skins"]![0]!["inverseBindMatrices"] = Matrices(builder, (0f, 0f, 0f))),
        (SceneErrorCodes.AccessorInvalid, builder => builder.Root["skins"]![0]!["inverseBindMatrices"] = 1),
        (SceneErrorCodes.ValueInvalid, builder => builder.Root["skins"]![0]!["inverseBindMatrices"] = builder.AddAccessor(new byte[128], 5126, "MAT4", 2)),
    ];

    [Fact]
    public void Load_BrokenSkin_IsRefused() => Assert.All(Faults, fault =>
    {
        var builder = Bodies.Skinned();
        fault.Break(builder);
        Assert.Equal(fault.Code, builder.FaultOf());
    });

    private static Mesh Posed(GltfScene scene, float time) => Assert.Single(scene.At(time).Deformed).Mesh;

    private static int Matrices(GlbBuilder builder, params (float X, float Y, float Z)[] translations)
    {
        float[] values = [.. translations.SelectMany(t => (float[])[1f, 0f, 0f, 0f, 0f, 1f, 0f, 0f, 0f, 0f, 1f, 0f, t.X, t.Y, t.Z, 1f])];
        return builder.AddAccessor(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(values), 5126, "MAT4", translations.Length);
    }

    private static void AssertPoints((float X, float Y, float Z)[] expected, Float3[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].X, actual[i].X.Value, 1e-5f);
            Assert.Equal(expected[i].Y, actual[i].Y.Value, 1e-5f);
            Assert.Equal(expected[i].Z, actual[i].Z.Value, 1e-5f);
        }
    }
}
