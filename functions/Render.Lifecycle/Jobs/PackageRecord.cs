using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Jobs;

/// <summary>An inspected scene package.</summary>
/// <param name="Package">Its digest.</param>
/// <param name="Name">The name it was uploaded under.</param>
/// <param name="Files">Its files.</param>
/// <param name="Facts">What it holds.</param>
/// <param name="Notices">What its creator should know.</param>
public sealed record PackageRecord(
    Digest Package, string Name, IReadOnlyList<AssignedFile> Files, SceneFacts? Facts, IReadOnlyList<string> Notices)
{
    /// <summary>Partition of all packages, by digest.</summary>
    public const string Partition = "packages";
}
