using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>A scene package is stored whole and inspected.</summary>
/// <param name="Digest">The package's digest.</param>
/// <param name="Name">The name it was uploaded under.</param>
/// <param name="Bytes">Its size in canonical form.</param>
/// <param name="Files">Number of files in canonical form.</param>
/// <param name="Facts">What is in it.</param>
/// <param name="Notices">What the creator should know: defaults that were put in, features that are not shown.</param>
public sealed record PackageStored(
    Digest Digest, string Name, long Bytes, int Files, SceneFacts Facts, IReadOnlyList<string> Notices);

/// <summary>What a scene holds, as inspection counted it.</summary>
/// <param name="Meshes">Meshes.</param>
/// <param name="Triangles">Triangles, each mesh once.</param>
/// <param name="Instances">Placed meshes.</param>
/// <param name="Materials">Materials.</param>
/// <param name="Images">Images.</param>
/// <param name="Lights">Punctual lights.</param>
/// <param name="Cameras">Cameras in the file; 0: one is framed.</param>
/// <param name="Animated">Whether anything moves.</param>
/// <param name="DurationSeconds">Length of the longest animation, s; 0: none.</param>
/// <param name="MemoryBytes">Estimated memory of the prepared scene, bytes.</param>
public sealed record SceneFacts(
    int Meshes,
    long Triangles,
    long Instances,
    int Materials,
    int Images,
    int Lights,
    int Cameras,
    bool Animated,
    double DurationSeconds,
    long MemoryBytes);
