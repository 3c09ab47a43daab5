using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>What else loading found out about a scene.</summary>
/// <param name="Animations">The animations' names.</param>
/// <param name="Duration">Seconds.</param>
/// <param name="Environment">What rays that leave the scene see.</param>
/// <param name="Notices">What is shown otherwise than the file says.</param>
/// <param name="MemoryBytes">Bytes of decoded arrays.</param>
/// <param name="Limits">What it was loaded under.</param>
/// <param name="ImageNumbers">For each image of the file that is used, its number in <see cref="SceneAssets.Images"/>.</param>
internal sealed record SceneFeatures(
    IReadOnlyList<string> Animations,
    Real Duration,
    SkyEnvironment Environment,
    IReadOnlyList<SceneNotice> Notices,
    long MemoryBytes,
    SceneLimits Limits,
    IReadOnlyDictionary<int, int> ImageNumbers);
