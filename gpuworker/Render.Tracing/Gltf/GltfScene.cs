using Render.Tracing.Deformation;
using Render.Tracing.Numerics;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>A loaded glTF 2.0 scene: what does not move, and a <see cref="Snapshot"/> of any moment. Immutable and safe for any number of threads.</summary>
public sealed class GltfScene
{
    private readonly NodeTree _tree;
    private readonly PlacedMesh[] _placed;
    private readonly MeshPose[] _poses;
    private readonly SceneCamera[] _cameras;
    private readonly SceneLight[] _lights;
    private readonly SceneLimits _limits;
    private readonly Lazy<(Float3 Low, Float3 High)> _bounds;

    internal GltfScene(
        SceneAssets assets, NodeTree tree, PlacementReader placement, SceneCamera[] cameras, SceneLight[] lights, SceneFeatures features)
    {
        Assets = assets;
        _tree = tree;
        _placed = placement.Placed;
        _poses = placement.Poses;
        _cameras = cameras;
        _lights = lights;
        _limits = features.Limits;
        _bounds = new(FirstBounds);
        Cameras = Array.AsReadOnly(cameras.Select(camera => camera.Name).ToArray());
        Animations = features.Animations;
        Duration = features.Duration;
        Notices = features.Notices;
        Environment = features.Environment;
        MemoryBytes = features.MemoryBytes;
        ImageNumbers = features.ImageNumbers;
        InstanceCount = _placed.Length;
    }

    /// <summary>Meshes, materials and images.</summary>
    public SceneAssets Assets { get; }

    /// <summary>The cameras' names, in node order; empty: one is framed.</summary>
    public IReadOnlyList<string> Cameras { get; }

    /// <summary>The animations' names.</summary>
    public IReadOnlyList<string> Animations { get; }

    /// <summary>The end of the last animated key, seconds; 0 for a scene that stands still.</summary>
    public Real Duration { get; }

    /// <summary>Whether any mesh is posed anew at each moment.</summary>
    public bool Deforms => _poses.Length > 0;

    /// <summary>How many punctual lights there are.</summary>
    public int LightCount => _lights.Length;

    /// <summary>How many instances a snapshot has.</summary>
    public int InstanceCount { get; }

    /// <summary>Bytes of decoded arrays.</summary>
    public long MemoryBytes { get; }

    /// <summary>What rays that leave the scene see, unless a snapshot is asked for another.</summary>
    public SkyEnvironment Environment { get; }

    /// <summary>What is shown otherwise than the file says.</summary>
    public IReadOnlyList<SceneNotice> Notices { get; }

    /// <summary>For each image of the file that is used, its number in <see cref="SceneAssets.Images"/>.</summary>
    internal IReadOnlyDictionary<int, int> ImageNumbers { get; }

    /// <summary>Loads a scene.</summary>
    /// <param name="files">The scene's files; untrusted.</param>
    /// <param name="entry">The path of the .glb or .gltf among them.</param>
    /// <param name="limits">How much it may ask for; null: <see cref="SceneLimits.Default"/>.</param>
    /// <param name="images">Decodes its images; null: canonical ones only (<see cref="Imaging.CanonicalImage"/>), as a package has them.</param>
    /// <param name="environment">What rays that leave the scene see; null: black where the scene has lights of its own, else <see cref="DefaultSky"/>.</param>
    /// <exception cref="SceneException">The scene cannot be used.</exception>
    public static GltfScene Load(
        IPackageFiles files, string entry, SceneLimits? limits = null, IImageDecoder? images = null, SkyEnvironment? environment = null) =>
        GltfLoader.Load(files, PackagePath.Require(entry), limits ?? SceneLimits.Default, images ?? Imaging.CanonicalImage.Instance, environment);

    /// <summary>The frames at a rate.</summary>
    /// <param name="framesPerSecond">&gt; 0; null: 24.</param>
    public FrameRange Frames(Real? framesPerSecond = null) => FrameRange.Of(Duration, framesPerSecond ?? FrameRange.DefaultRate);

    /// <summary>The scene at a frame: at frame / framesPerSecond seconds.</summary>
    /// <param name="frame">≥ 0; frames after the end show the end.</param>
    /// <param name="framesPerSecond">&gt; 0.</param>
    /// <param name="options">Camera, aspect and environment; null: the defaults.</param>
    /// <exception cref="SceneException">The camera is unknown, or a transform is not finite then.</exception>
    public Snapshot AtFrame(int frame, Real framesPerSecond, SnapshotOptions? options = null) =>
        At(Real.FromInt32(frame) / framesPerSecond, options);

    /// <summary>The scene at a time.</summary>
    /// <param name="seconds">From the animations' start.</param>
    /// <param name="options">Camera, aspect and environment; null: the defaults.</param>
    /// <exception cref="SceneException">The camera is unknown, or a transform is not finite then.</exception>
    public Snapshot At(Real seconds, SnapshotOptions? options = null)
    {
        options ??= SnapshotOptions.Default;
        var world = _tree.Place(seconds);
        var lights = _lights.Select(entry => LightReader.Place(entry.Light, world[entry.Position])).OfType<PunctualLight>().ToArray();
        return new(Instances(world), Camera(world, options), lights, options.Environment ?? Environment) { Deformed = Deformed(seconds, world) };
    }

    private Instance[] Instances(Affine[] world) => Array.ConvertAll(_placed, placed => new Instance(placed.Mesh, placed.ToWorld(world)));

    private DeformedMesh[] Deformed(Real seconds, Affine[] world)
    {
        // What posing takes is counted anew at each moment: moments are not kept.
        var memory = new MemoryBudget(_limits);
        return [.. _poses.Select(pose => new DeformedMesh(pose.Number, pose.At(seconds, world, memory))).OrderBy(pose => pose.Number)];
    }

    private (Float3 Low, Float3 High) FirstBounds()
    {
        var world = _tree.Place(Real.Zero);
        return MeshBounds.World(Assets.Meshes, Instances(world), Deformed(Real.Zero, world));
    }

    private Camera Camera(Affine[] world, SnapshotOptions options)
    {
        if (options.Camera is null && _cameras.Length == 0)
        {
            // Framed at the first moment, so that the camera stands still while things move.
            var (low, high) = _bounds.Value;
            return CameraFraming.Frame(low, high, options.Aspect);
        }

        var camera = options.Camera is null ? _cameras[0] : _cameras.FirstOrDefault(entry => entry.Name == options.Camera);
        if (camera is null)
            throw new SceneException(
                SceneErrorCodes.CameraUnknown,
                $"The scene has no camera named '{PackagePath.Shorten(options.Camera!)}'.",
                _cameras.Length == 0 ? "Leave the camera out: one is framed." : $"Use one of: {string.Join(", ", Cameras.Take(10))}.");
        return CameraFraming.Orthonormal(world[camera.Position]) is { } placed
            ? new Camera(placed, camera.HalfHeight) { IsOrthographic = camera.IsOrthographic }
            : throw new SceneException(
                SceneErrorCodes.ValueInvalid, $"Camera '{camera.Name}' is scaled to nothing.", "Reset the camera's scale.");
    }
}
