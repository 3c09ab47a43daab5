using Render.Tracing.Deformation;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>Reads what of a primitive can be posed: its morph targets and the joints that its vertices hang on.</summary>
internal sealed class DeformationReader(GltfAccessors accessors, SceneLimits limits, MemoryBudget memory)
{
    /// <summary>More sets than any exporter writes: 32 joints a vertex.</summary>
    private const int MostSets = 8;

    /// <summary>A primitive's deformation; null: it has none.</summary>
    /// <param name="primitive">The primitive.</param>
    /// <param name="rest">As the file has it.</param>
    /// <param name="tangents">The file's tangents, or null.</param>
    /// <param name="complete">Completes a posed mesh.</param>
    public DeformableMesh? Read(GltfElement primitive, Mesh rest, Real[]? tangents, Func<Mesh, Real[]?, MemoryBudget, Mesh> complete)
    {
        var targets = primitive.Items("targets", limits);
        var influences = Influences(primitive, rest.Positions.Length);
        if (targets.Length == 0 && influences is null)
            return null;
        return tangents is not null && tangents.Length != 4 * rest.Positions.Length
            ? throw primitive.Fault(SceneErrorCodes.AccessorInvalid, "its vertex attributes differ in length.", "Export the scene again.")
            : new(rest, tangents, [.. targets.Select(target => Target(target, rest.Positions.Length))], influences, complete);
    }

    private MorphTarget Target(GltfElement target, int vertices) =>
        new(Deltas(target, "POSITION", vertices), Deltas(target, "NORMAL", vertices), Deltas(target, "TANGENT", vertices));

    private Float3[]? Deltas(GltfElement target, string attribute, int vertices)
    {
        if (target.Index(attribute, accessors.Count) is not { } accessor)
            return null;
        var deltas = accessors.Vectors3(accessor);
        return deltas.Length == vertices
            ? deltas
            : throw target.Fault(SceneErrorCodes.AccessorInvalid, $"its {attribute} has {deltas.Length} entries for {vertices} vertices.", "Export the scene again.");
    }

    private JointInfluences? Influences(GltfElement primitive, int vertices)
    {
        var attributes = primitive.Child("attributes")!;
        var sets = 0;
        while (sets < MostSets && attributes.Has(Name("JOINTS", sets)) && attributes.Has(Name("WEIGHTS", sets)))
            sets++;
        if (sets == 0)
            return null;
        var perVertex = 4 * sets;
        memory.Take((long)vertices * perVertex, 8, primitive.Place);
        var joints = new int[vertices * perVertex];
        var weights = new Real[vertices * perVertex];
        for (var set = 0; set < sets; set++)
        {
            var names = Fours(primitive, attributes, Name("JOINTS", set), vertices);
            var shares = Fours(primitive, attributes, Name("WEIGHTS", set), vertices);
            for (var i = 0; i < 4 * vertices; i++)
            {
                var at = i / 4 * perVertex + 4 * set + i % 4;
                weights[at] = Real.Max(shares[i], 0f);
                // What weighs nothing may name anything.
                joints[at] = weights[at] > 0f ? Real.ToInt32(names[i], 0, ushort.MaxValue) : 0;
            }
        }
        for (var vertex = 0; vertex < vertices; vertex++)
            Normalize(weights.AsSpan(vertex * perVertex, perVertex));
        return new(joints, weights, perVertex);
    }

    /// <summary>Makes a vertex's weights sum to 1; one that hangs on nothing follows its first joint.</summary>
    private static void Normalize(Span<Real> weights)
    {
        var sum = Real.Zero;
        foreach (var weight in weights)
            sum += weight;
        if (!(sum > 0f) || !sum.IsFinite)
        {
            weights.Clear();
            weights[0] = Real.One;
            return;
        }
        foreach (ref var weight in weights)
            weight /= sum;
    }

    private Real[] Fours(GltfElement primitive, GltfElement attributes, string name, int vertices)
    {
        var values = accessors.Vectors4(attributes.RequiredIndex(name, accessors.Count));
        return values.Length == 4 * vertices
            ? values
            : throw primitive.Fault(SceneErrorCodes.AccessorInvalid, $"its {name} has {values.Length / 4} entries for {vertices} vertices.", "Export the scene again.");
    }

    private static string Name(string attribute, int set) => FormattableString.Invariant($"{attribute}_{set}");
}
