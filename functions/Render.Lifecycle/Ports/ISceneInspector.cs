using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Ports;

/// <summary>Reads an uploaded scene, decodes it to a canonical package and stores the package's files. Scenes are untrusted: implementations bound size, depth, counts, memory and time.</summary>
public interface ISceneInspector
{
    /// <summary>Inspects an upload. The same upload gives the same package, so it may run twice.</summary>
    /// <param name="upload">The upload, from its position to its end; its length is known.</param>
    /// <param name="name">The file's name as the creator knows it; its extension tells the format.</param>
    /// <param name="cancellationToken">Stops the inspection.</param>
    /// <returns>The package with its files stored, or why the scene cannot be rendered here. A refusal is not thrown.</returns>
    Task<PackageInspection> Inspect(Stream upload, string name, CancellationToken cancellationToken);
}

/// <summary>What an inspection found.</summary>
/// <param name="Package">The package's digest; zero where it was refused.</param>
/// <param name="Files">The package's files, all stored; empty where it was refused.</param>
/// <param name="Facts">What the scene holds; null where it was refused.</param>
/// <param name="Notices">What was read differently than written, for the creator.</param>
/// <param name="Refusal">Why the scene cannot be rendered; null where it can.</param>
public sealed record PackageInspection(
    Digest Package,
    IReadOnlyList<AssignedFile> Files,
    SceneFacts? Facts,
    IReadOnlyList<string> Notices,
    PackageRefusal? Refusal = null);

/// <summary>Why a scene cannot be rendered here.</summary>
/// <param name="Code">Stable code, kebab-case.</param>
/// <param name="Message">In words.</param>
/// <param name="Fix">What to do about it; null: nothing known.</param>
public sealed record PackageRefusal(string Code, string Message, string? Fix = null);
