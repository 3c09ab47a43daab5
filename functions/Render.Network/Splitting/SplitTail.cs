namespace Render.Network.Splitting;

/// <summary>
/// The last part of a job, cut finer than the rest: who finishes last then keeps the others waiting for a fraction of a task, not for a whole one (tasks
/// that shrink toward the end: Polychronopoulos and Kuck 1987; Hummel, Schonberg and Flynn 1992). It is handed out last, but for nodes that would be
/// late with a whole task.
/// </summary>
/// <param name="Frame">The frame in which it begins; all later ones are part of it.</param>
/// <param name="Top">First row of pixels in that frame, where a row of coarser tiles ends.</param>
/// <param name="TileWidth">Columns of a tile, a multiple of 8.</param>
/// <param name="TileHeight">Rows of a tile, a multiple of 8.</param>
/// <param name="SamplesPerTask">Samples of a task.</param>
public sealed record SplitTail(int Frame, int Top, int TileWidth, int TileHeight, int SamplesPerTask)
{
    /// <summary>Whether a tile that begins in this row is part of it.</summary>
    internal bool Has(int frame, int row) => frame > Frame || (frame == Frame && row >= Top);
}
