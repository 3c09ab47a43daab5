using Render.Tracing.Packages;

namespace Render.Ingest.Packaging;

/// <summary>A scene in the canonical form that nodes load: its manifest, its files' bytes, and what inspection found out.</summary>
/// <param name="Manifest">What it consists of.</param>
/// <param name="Files">Content by path; exactly the manifest's files.</param>
/// <param name="Facts">What inspection found out.</param>
public sealed record ScenePackage(PackageManifest Manifest, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files, SceneFacts Facts);
