namespace Render.Tracing.Scenes;

/// <summary>A decoded image in the canonical form of a package: RGBA8, rows from the top, no padding.</summary>
/// <param name="Width">Pixels a row, 1 … 16,384.</param>
/// <param name="Height">Rows, 1 … 16,384.</param>
/// <param name="Rgba">4 · Width · Height bytes, as stored in the file (no colour conversion).</param>
public sealed record Image(int Width, int Height, byte[] Rgba);
