using System.Numerics;

namespace Render.Benchmarks.Comparison;

/// <summary>Scenes of our own for the comparison: each shows one thing, or one model alone.</summary>
internal static class ComparisonScenes
{
    private const string Lambert = """{"pbrMetallicRoughness":{"baseColorFactor":[0.7,0.68,0.65,1],"metallicFactor":0},"extensions":{"KHR_materials_specular":{"specularFactor":0}}}""";
    private const string Red = """{"pbrMetallicRoughness":{"baseColorFactor":[0.7,0.1,0.08,1],"metallicFactor":0,"roughnessFactor":0.15}}""";
    private const string Blue = """{"pbrMetallicRoughness":{"baseColorFactor":[0.1,0.25,0.7,1],"metallicFactor":0,"roughnessFactor":0.5}}""";
    private const string Chalk = """{"pbrMetallicRoughness":{"baseColorFactor":[0.8,0.8,0.8,1],"metallicFactor":0,"roughnessFactor":0.9}}""";
    private const string Gold = """{"pbrMetallicRoughness":{"baseColorFactor":[1,0.77,0.34,1],"metallicFactor":1,"roughnessFactor":0.25}}""";
    private const string Steel = """{"pbrMetallicRoughness":{"baseColorFactor":[0.6,0.58,0.55,1],"metallicFactor":1,"roughnessFactor":0.6}}""";
    private const string Glass = """{"pbrMetallicRoughness":{"metallicFactor":0,"roughnessFactor":0},"extensions":{"KHR_materials_transmission":{"transmissionFactor":1},"KHR_materials_volume":{"thicknessFactor":1,"attenuationDistance":1.5,"attenuationColor":[0.6,0.9,0.7]}}}""";
    private const string Frosted = """{"pbrMetallicRoughness":{"metallicFactor":0,"roughnessFactor":0.3},"extensions":{"KHR_materials_transmission":{"transmissionFactor":1},"KHR_materials_volume":{"thicknessFactor":1}}}""";
    private const string Clear = """{"pbrMetallicRoughness":{"metallicFactor":0,"roughnessFactor":0},"extensions":{"KHR_materials_transmission":{"transmissionFactor":1},"KHR_materials_volume":{"thicknessFactor":1}}}""";
    private const string Coarse = """{"pbrMetallicRoughness":{"metallicFactor":0,"roughnessFactor":0.7},"extensions":{"KHR_materials_transmission":{"transmissionFactor":1},"KHR_materials_volume":{"thicknessFactor":1}}}""";
    private const string Lamp = """{"pbrMetallicRoughness":{"baseColorFactor":[0,0,0,1],"metallicFactor":0},"emissiveFactor":[1,0.95,0.85],"extensions":{"KHR_materials_emissive_strength":{"emissiveStrength":12},"KHR_materials_specular":{"specularFactor":0}}}""";

    private static readonly Dictionary<string, Action<SketchedScene>> Scenes = new(StringComparer.Ordinal)
    {
        ["glossy-and-glass"] = scene => Room(scene, Glass, Gold, Red, Frosted),
        ["studio"] = scene =>
        {
            Floor(scene, Chalk);
            Row(scene, Red, Blue, Chalk, Gold, Steel);
        },
        ["lamps"] = scene =>
        {
            Floor(scene, Lambert);
            Row(scene, Red, Blue, Lambert, Steel, Chalk);
            scene.Light("""{"type":"point","color":[1,0.8,0.6],"intensity":6}""", new(-1.5f, 2.2f, 1.5f), default);
            scene.Light("""{"type":"spot","color":[0.6,0.8,1],"intensity":30,"spot":{"innerConeAngle":0.15,"outerConeAngle":0.5}}""", new(2.5f, 3, 2), new(0.6f, 0, 0));
            scene.Light("""{"type":"directional","intensity":0.7}""", new(1, 3, 2), default);
        },
        ["furnace"] = scene => Row(scene, Red, Blue, Chalk, Gold, Steel),
        ["furnace-glass"] = scene => Row(scene, Clear, Frosted, Coarse, Frosted, Clear),
        ["only-lambert"] = scene => Room(scene, Lambert, Lambert, Lambert, Lambert),
        ["only-dielectric"] = scene => Room(scene, Red, Blue, Chalk, Red),
        ["only-metal"] = scene => Room(scene, Gold, Steel, Gold, Steel),
        ["only-glass"] = scene => Room(scene, Glass, Glass, Glass, Glass),
        ["only-frosted"] = scene => Room(scene, Frosted, Frosted, Frosted, Frosted),
    };

    /// <summary>What there is.</summary>
    public static IEnumerable<string> Names => Scenes.Keys;

    /// <summary>Writes a scene as .glb, and its light from afar beside it.</summary>
    /// <exception cref="ArgumentException">There is no such scene.</exception>
    public static string Write(string name, string folder)
    {
        if (!Scenes.TryGetValue(name, out var build))
            throw new ArgumentException($"There is no file and no scene {name}; there are {string.Join(", ", Names)}.", nameof(name));
        var path = Path.Combine(folder, name + ".glb");
        var scene = new SketchedScene();
        build(scene);
        scene.Write(path, new(0, 1.6f, 5), new(0, 0.75f, 0), 0.6f);
        if (name == "studio" || name.StartsWith("furnace", StringComparison.Ordinal))
            StudioLight.Write(Path.ChangeExtension(path, ".hdr"), isEven: name != "studio");
        return path;
    }

    /// <summary>An open box with a lamp below its ceiling and four spheres.</summary>
    private static void Room(SketchedScene scene, params ReadOnlySpan<string> spheres)
    {
        var white = scene.Material(Lambert);
        var left = scene.Material(Lambert.Replace("0.7,0.68,0.65", "0.6,0.2,0.15", StringComparison.Ordinal));
        var right = scene.Material(Lambert.Replace("0.7,0.68,0.65", "0.2,0.45,0.2", StringComparison.Ordinal));
        scene.Quad(new(-2, 0, 2), new(4, 0, 0), new(0, 0, -4), white);
        scene.Quad(new(-2, 3, -2), new(4, 0, 0), new(0, 0, 4), white);
        scene.Quad(new(-2, 0, -2), new(4, 0, 0), new(0, 3, 0), white);
        scene.Quad(new(-2, 0, 2), new(0, 0, -4), new(0, 3, 0), left);
        scene.Quad(new(2, 0, -2), new(0, 0, 4), new(0, 3, 0), right);
        scene.Quad(new(-0.6f, 2.98f, -0.6f), new(1.2f, 0, 0), new(0, 0, 1.2f), scene.Material(Lamp));
        scene.Sphere(new(-0.95f, 0.55f, 0.3f), 0.55f, scene.Material(spheres[0]));
        scene.Sphere(new(0.95f, 0.5f, -0.7f), 0.5f, scene.Material(spheres[1]));
        scene.Sphere(new(0.2f, 0.35f, 0.9f), 0.35f, scene.Material(spheres[2]));
        scene.Sphere(new(1.2f, 0.4f, 0.8f), 0.4f, scene.Material(spheres[3]));
    }

    private static void Floor(SketchedScene scene, string material) => scene.Quad(new(-6, 0, 6), new(12, 0, 0), new(0, 0, -12), scene.Material(material));

    private static void Row(SketchedScene scene, params ReadOnlySpan<string> materials)
    {
        for (var i = 0; i < materials.Length; i++)
            scene.Sphere(new((i - 2) * 0.85f, 0.4f + 0.45f * (i % 2), -0.4f * (i % 2)), 0.4f, scene.Material(materials[i]));
    }
}
