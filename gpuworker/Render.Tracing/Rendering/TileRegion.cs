namespace Render.Tracing.Rendering;

/// <summary>A rectangle of pixels, cut into blocks of 8 × 8 from its upper left; blocks at the right and lower border may hold fewer pixels.</summary>
/// <param name="X">First column, a multiple of 8.</param>
/// <param name="Y">First row, a multiple of 8.</param>
/// <param name="Width">Columns, ≥ 1.</param>
/// <param name="Height">Rows, ≥ 1.</param>
public readonly record struct TileRegion(int X, int Y, int Width, int Height)
{
    /// <summary>Pixels a side of a block.</summary>
    public const int BlockSide = 8;

    /// <summary>Blocks a row.</summary>
    public int BlocksAcross => (Width + BlockSide - 1) / BlockSide;

    /// <summary>Blocks in all.</summary>
    public int BlockCount => BlocksAcross * ((Height + BlockSide - 1) / BlockSide);

    /// <summary>The pixels of a block; blocks are numbered row by row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such block.</exception>
    public TileRegion Block(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, BlockCount);
        var column = index % BlocksAcross * BlockSide;
        var row = index / BlocksAcross * BlockSide;
        return new(X + column, Y + row, Math.Min(BlockSide, Width - column), Math.Min(BlockSide, Height - row));
    }

    /// <summary>Pixels of all blocks before a block: rows of blocks are full, blocks of one row share its height.</summary>
    public int PixelsBefore(int index)
    {
        var row = index / BlocksAcross * BlockSide;
        return row * Width + index % BlocksAcross * BlockSide * Math.Min(BlockSide, Height - row);
    }

    /// <summary>Throws unless the region is aligned and inside the frame.</summary>
    internal void Check(RenderSettings settings)
    {
        if (X < 0 || Y < 0 || Width <= 0 || Height <= 0 || X % BlockSide != 0 || Y % BlockSide != 0
            || (long)X + Width > settings.Width || (long)Y + Height > settings.Height)
            throw new ArgumentException($"region {this} is not an aligned part of {settings.Width} × {settings.Height} pixels");
    }
}
