using Render.Tracing.Acceleration;
using Render.Tracing.Numerics;
using Render.Tracing.Sampling;
using Render.Tracing.Scenes;
using Render.Tracing.Shading;
using Render.Tracing.Views;

namespace Render.Tracing.Compilation;

/// <summary>Everything next-event estimation can choose: lights at a place with their tree, then lights infinitely far with their distribution.</summary>
internal sealed class LightArrays
{
    private readonly List<LightRecord> _local = [];
    private readonly List<LightBounds> _bounds = [];
    private readonly List<LightRecord> _far = [];
    private readonly List<Real> _irradiances = [];

    private LightArrays()
    {
    }

    internal FlatArray<LightRecord> Records { get; private set; } = new(0);

    internal FlatArray<LightNodeRecord> Nodes { get; private set; } = new(0);

    /// <summary>Over the lights infinitely far.</summary>
    internal FlatArray<Real> Cumulative { get; private set; } = new(0);

    /// <summary>How many lights are infinitely far.</summary>
    internal int FarCount => _far.Count;

    /// <summary>What lights infinitely far give together.</summary>
    internal Real FarIrradiance { get; private set; }

    /// <summary>Probability of choosing the environment among the lights infinitely far.</summary>
    internal Real EnvironmentProbability { get; private set; }

    /// <summary>Lists the lights of a snapshot; sets the instances' light offsets.</summary>
    /// <param name="assets">The prepared assets.</param>
    /// <param name="snapshot">Where things are.</param>
    /// <param name="instances">Visible instances' records.</param>
    /// <param name="meshes">Their meshes.</param>
    /// <param name="environment">The environment.</param>
    internal static LightArrays Build(PreparedAssets assets, Snapshot snapshot, Span<InstanceRecord> instances, ReadOnlySpan<int> meshes, EnvironmentArrays environment)
    {
        var lights = new LightArrays();
        for (var i = 0; i < instances.Length; i++)
        {
            var range = assets.Meshes.Meshes[meshes[i]];
            var material = assets.Materials[assets.Source.Meshes[meshes[i]].Material];
            if (!(material.EmissionWeight > 0f))
                continue;
            instances[i].LightOffset = lights._local.Count - range.FirstTriangle;
            for (var k = 0; k < range.TriangleCount; k++)
                lights.AddTriangle(assets, instances[i], range.FirstTriangle + k, material);
            lights.CheckCount();
        }
        foreach (var light in snapshot.Lights)
            lights.AddPunctual(light);
        // A constant environment is found by scattered rays at least as well as by choosing directions. A quarter of all its light arrives at a surface, on average over how it lies.
        if (environment.Power > 0f)
            lights.AddFar(new() { Shape = LightShape.Environment }, environment.Power * 0.25f);
        lights.CheckCount();
        lights.Finish();
        return lights;
    }

    private void AddTriangle(PreparedAssets assets, InstanceRecord instance, int index, MaterialRecord material)
    {
        var triangle = assets.Triangles[index];
        var a = instance.ToWorld.Point(assets.Vertices[triangle.A].Position);
        var b = instance.ToWorld.Point(assets.Vertices[triangle.B].Position) - a;
        var c = instance.ToWorld.Point(assets.Vertices[triangle.C].Position) - a;
        var cross = Float3.Cross(b, c);
        var length = Float3.Length(cross);
        var area = length * 0.5f;
        var visible = area > 0f && area.IsFinite;
        var normal = visible ? cross * (instance.Orientation / length) : Float3.Zero;
        var isDoubleSided = material.DoubleSided != 0;
        Add(
            new()
            {
                Shape = LightShape.Triangle,
                Triangle = index,
                ExtraOffset = instance.ExtraOffset,
                Position = a,
                Direction = b,
                Edge = c,
                Normal = normal,
                AreaPdf = visible ? (Real)1f / area : Real.Zero,
            },
            new(
                Box.Empty.With(a).With(a + b).With(a + c), normal, isDoubleSided, 0f, 0f,
                visible ? area * material.EmissionWeight : Real.Zero));
    }

    private void AddPunctual(PunctualLight light)
    {
        var luminance = Color.Luminance(light.Intensity);
        var record = new LightRecord
        {
            Shape = light.Kind switch { LightKind.Point => LightShape.Point, LightKind.Spot => LightShape.Spot, _ => LightShape.Directional },
            Position = light.Position,
            Direction = light.Direction,
            Normal = light.Intensity,
            CosOuter = light.CosOuter,
            InverseCosRange = light.Kind == LightKind.Spot ? (Real)1f / Real.Max(light.CosInner - light.CosOuter, 1e-4f) : Real.Zero,
        };
        if (light.Kind == LightKind.Directional)
            AddFar(record, luminance);
        else
            Add(record, new(Box.Empty.With(light.Position), light.Direction, light.Kind == LightKind.Point, light.Kind == LightKind.Spot ? light.CosOuter : -1f, 1f, luminance));
    }

    private void Add(LightRecord record, LightBounds bounds)
    {
        _local.Add(record);
        _bounds.Add(bounds with { Intensity = bounds.Intensity.IsFinite ? bounds.Intensity : 3e38f });
    }

    private void AddFar(LightRecord record, Real irradiance)
    {
        _far.Add(record);
        _irradiances.Add(irradiance.IsFinite ? irradiance : 3e38f);
    }

    private void CheckCount()
    {
        if (_local.Count + _far.Count > UnitDistribution.MaxItems)
            throw SceneValidation.Fault(SceneErrorCodes.LimitExceeded, $"more than {UnitDistribution.MaxItems} lights and emissive triangles");
    }

    private void Finish()
    {
        if (_local.Count + _far.Count == 0)
            return;
        var (nodes, trails) = LightTreeBuilder.Build([.. _bounds]);
        Nodes = new(nodes);
        Records = new([.. _local, .. _far]);
        for (var i = 0; i < trails.Length; i++)
            Records[i].Trail = trails[i];
        Cumulative = new(_far.Count);
        if (_far.Count == 0)
            return;
        UnitDistribution.Build(_irradiances.ToArray(), Cumulative.Span);
        for (var i = 0; i < _far.Count; i++)
        {
            ref var record = ref Records[_local.Count + i];
            record.Probability = Cumulative[i] - (i == 0 ? Real.Zero : Cumulative[i - 1]);
            FarIrradiance += _irradiances[i];
            if (record.Shape == LightShape.Environment)
                EnvironmentProbability = record.Probability;
        }
    }
}
