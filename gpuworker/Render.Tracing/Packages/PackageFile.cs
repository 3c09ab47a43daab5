namespace Render.Tracing.Packages;

/// <summary>A file of a scene package.</summary>
/// <param name="Path">Its path, valid by <see cref="PackagePath"/> and ASCII.</param>
/// <param name="Length">Bytes, ≥ 0.</param>
/// <param name="Sha256">SHA-256 of its content, 64 lower-case hex digits: its address in the blob store.</param>
public sealed record PackageFile(string Path, long Length, string Sha256);
