using Render.Tracing.Numerics;
using Render.Tracing.Sampling;
using Render.Tracing.Scenes;
using Render.Tracing.Shading;
using Render.Tracing.Views;

namespace Render.Tracing.Compilation;

/// <summary>Everything next-event estimation can choose, with its distribution over power.</summary>
internal sealed class LightArrays
{
    private readonly List<LightRecord> _records = [];
    private readonly List<Real> _powers = [];

    private LightArrays()
    {
    }

    internal FlatArray<LightRecord> Records { get; private set; } = new(0);

    internal FlatArray<Real> Cumulative { get; private set; } = new(0);

    /// <summary>Probability of choosing the environment.</summary>
    internal Real EnvironmentProbability { get; private set; }

    /// <summary>Lists the lights of a snapshot; sets the instances' light offsets.</summary>
    /// <param name="assets">The prepared assets.</param>
    /// <param name="snapshot">Where things are.</param>
    /// <param name="instances">Visible instances' records.</param>
    /// <param name="meshes">Their meshes.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="radius">Radius of the scene, m.</param>
    internal static LightArrays Build(
        PreparedAssets assets, Snapshot snapshot, Span<InstanceRecord> instances, ReadOnlySpan<int> meshes, EnvironmentArrays environment, Real radius)
    {
        var lights = new LightArrays();
        for (var i = 0; i < instances.Length; i++)
        {
            var range = assets.Meshes.Meshes[meshes[i]];
            var material = assets.Materials[assets.Source.Meshes[meshes[i]].Material];
            if (!(material.EmissionWeight > 0f))
                continue;
            instances[i].LightOffset = lights._records.Count - range.FirstTriangle;
            for (var k = 0; k < range.TriangleCount; k++)
                lights.AddTriangle(assets, instances[i], range.FirstTriangle + k, material);
            lights.CheckCount();
        }
        var disk = radius * radius * Trigonometry.Pi;
        foreach (var light in snapshot.Lights)
            lights.AddPunctual(light, disk);
        // A constant environment is found by scattered rays at least as well as by choosing directions.
        if (environment.Power > 0f)
            lights.Add(new() { Shape = LightShape.Environment }, environment.Power * disk);
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
        var record = new LightRecord
        {
            Shape = LightShape.Triangle,
            Triangle = index,
            Position = a,
            Direction = b,
            Edge = c,
            Normal = visible ? cross * (instance.Orientation / length) : Float3.Zero,
            AreaPdf = visible ? (Real)1f / area : Real.Zero,
        };
        Add(record, visible ? area * material.EmissionWeight * (material.DoubleSided != 0 ? 2f * Trigonometry.Pi : Trigonometry.Pi) : Real.Zero);
    }

    private void AddPunctual(PunctualLight light, Real disk)
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
        Add(record, luminance * light.Kind switch
        {
            LightKind.Point => 4f * Trigonometry.Pi,
            LightKind.Spot => ((Real)1f - light.CosOuter) * (2f * Trigonometry.Pi),
            _ => disk,
        });
    }

    private void Add(LightRecord record, Real power)
    {
        _records.Add(record);
        _powers.Add(power.IsFinite ? power : 3e38f);
    }

    private void CheckCount()
    {
        if (_records.Count > UnitDistribution.MaxItems)
            throw SceneValidation.Fault(SceneErrorCodes.LimitExceeded, $"more than {UnitDistribution.MaxItems} lights and emissive triangles");
    }

    private void Finish()
    {
        if (_records.Count == 0)
            return;
        Records = new([.. _records]);
        Cumulative = new(_records.Count);
        UnitDistribution.Build(_powers.ToArray(), Cumulative.Span);
        for (var i = 0; i < Records.Length; i++)
            Records[i].Probability = Cumulative[i] - (i == 0 ? Real.Zero : Cumulative[i - 1]);
        if (Records[Records.Length - 1].Shape == LightShape.Environment)
            EnvironmentProbability = Records[Records.Length - 1].Probability;
    }
}
