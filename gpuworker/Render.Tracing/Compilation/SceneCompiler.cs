using Render.Tracing.Acceleration;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;
using Render.Tracing.Views;

namespace Render.Tracing.Compilation;

/// <summary>Turns scenes into what the tracer reads. Deterministic: the same scene gives the same arrays, whatever the machine.</summary>
public static class SceneCompiler
{
    /// <summary>Most instances of a snapshot.</summary>
    public const int MaxInstances = 1 << 20;

    /// <summary>Prepares what frames share: checks everything, flattens meshes and images, builds the meshes' trees. Once a scene.</summary>
    /// <exception cref="SceneException">The assets are not valid; the message says what and where.</exception>
    public static PreparedAssets Prepare(SceneAssets assets) => Prepare(assets, TreeShape.OfMeshes);

    /// <summary>The same with trees of another shape, which gives the same pictures.</summary>
    internal static PreparedAssets Prepare(SceneAssets assets, TreeShape shape)
    {
        SceneValidation.Check(assets);
        var (materials, texels, albedos) = MaterialArrays.Build(assets);
        return new(assets, MeshArrays.Build([.. assets.Meshes.Select(AtRest)], shape), materials, texels, albedos);
    }

    /// <summary>Compiles one frame.</summary>
    /// <param name="assets">The assets as <see cref="Prepare(SceneAssets)"/> made them.</param>
    /// <param name="snapshot">The frame. Without instances there is only the environment to see; instances with singular transforms are invisible.</param>
    /// <param name="previous">A compiled frame of the same scene whose environment is reused when it is the same object; null: none.</param>
    /// <exception cref="SceneException">The snapshot is not valid; the message says what and where.</exception>
    public static CompiledScene Compile(PreparedAssets assets, Snapshot snapshot, CompiledScene? previous = null)
    {
        SceneValidation.Check(assets.Source, snapshot);
        assets = assets.Posed(snapshot.Deformed);
        var records = new List<InstanceRecord>();
        var meshes = new List<int>();
        var primitives = 0L;
        foreach (var instance in snapshot.Instances)
        {
            var mesh = assets.Meshes.Meshes[instance.Mesh];
            if (primitives + mesh.TriangleCount >= Hit.None)
                throw SceneValidation.Fault(SceneErrorCodes.LimitExceeded, $"more than {Hit.None} triangles over all instances");
            if (InstancePlacement.TryPlace(instance.ToWorld, mesh, (int)primitives, out var record))
            {
                records.Add(record);
                meshes.Add(instance.Mesh);
            }
            primitives += mesh.TriangleCount;
        }

        var instances = new FlatArray<InstanceRecord>([.. records]);
        var extent = Box.Empty.With(snapshot.Camera.ToWorld.T).Extent;
        for (var i = 0; i < records.Count; i++)
            extent = Real.Max(extent, InstancePlacement.WorldBox(records[i], assets.Meshes.Meshes[meshes[i]].Bounds, 0f).Extent);
        // Rays that start beside the camera: on its lens, or on an orthographic one's plane, but no farther than where they can meet something.
        if (snapshot.Camera.IsOrthographic)
            extent *= 5f;
        if (snapshot.Camera.LensRadius > 0f)
            extent += snapshot.Camera.LensRadius;
        var boxes = new Box[records.Count];
        for (var i = 0; i < boxes.Length; i++)
            boxes[i] = InstancePlacement.WorldBox(records[i], assets.Meshes.Meshes[meshes[i]].Bounds, extent);
        var top = TopTree(boxes, [.. meshes.Select(mesh => assets.Meshes.Meshes[mesh].TriangleCount)]);

        var environment = previous is not null && ReferenceEquals(previous.Environment.Source, snapshot.Environment)
            ? previous.Environment
            : EnvironmentArrays.Build(snapshot.Environment);
        var lights = LightArrays.Build(assets, snapshot, instances.Span, [.. meshes], environment);
        var header = Header(snapshot, lights, extent, boxes.Length);
        header.HasPassage = meshes.Any(mesh => MaterialArrays.LetsRaysPass(assets.Materials[assets.Source.Meshes[mesh].Material])) ? 1 : 0;
        return new(assets, snapshot, header, instances, top, lights, environment);
    }

    /// <summary>What of a mesh all frames share: nothing where it deforms.</summary>
    private static Mesh AtRest(Mesh mesh) => mesh.Deforms ? new([], [], mesh.Material) : mesh;

    private static FlatArray<BvhNode> TopTree(Box[] boxes, int[] triangles)
    {
        if (boxes.Length == 0)
            return new(0);
        var tree = WideTree.Build(boxes, 1, triangles);
        var nodes = new FlatArray<BvhNode>([.. tree.Nodes]);
        foreach (ref var node in nodes.Span)
            PointLeavesAtInstances(ref node, tree);
        return nodes;
    }

    private static unsafe void PointLeavesAtInstances(ref BvhNode node, WideTree tree)
    {
        for (var i = 0; i < BvhNode.Width; i++)
        {
            if (node.Children[i] < 0)
                node.Children[i] = ~tree.Order[tree.Leaves[~node.Children[i]].Start];
        }
    }

    private static SceneHeader Header(Snapshot snapshot, LightArrays lights, Real extent, int instances)
    {
        var sky = snapshot.Environment;
        return new()
        {
            Camera = snapshot.Camera.ToWorld,
            HalfHeight = snapshot.Camera.HalfHeight,
            LensRadius = snapshot.Camera.LensRadius,
            InverseFocus = snapshot.Camera.LensRadius > 0f ? Real.One / snapshot.Camera.FocusDistance : Real.Zero,
            IsOrthographic = snapshot.Camera.IsOrthographic ? 1 : 0,
            Extent = extent,
            EnvironmentConstant = sky.Constant,
            EnvironmentWidth = sky.Width,
            EnvironmentHeight = sky.Height,
            EnvironmentPdfScale = lights.EnvironmentProbability * Real.FromInt32(sky.Width * sky.Height) / (2f * Trigonometry.Pi * Trigonometry.Pi),
            LightCount = lights.Records.Length,
            FarLightCount = lights.FarCount,
            FarIrradiance = lights.FarIrradiance,
            InstanceCount = instances,
        };
    }
}
