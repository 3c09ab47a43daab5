namespace Render.Network.Jobs;

/// <summary>A rectangle of a frame's pixels; (0, 0) is the upper left. A task's region begins at multiples of <see cref="BlockSize"/>.</summary>
/// <param name="X">Left column, 0 or more.</param>
/// <param name="Y">Top row, 0 or more.</param>
/// <param name="Width">Columns, 1 or more.</param>
/// <param name="Height">Rows, 1 or more.</param>
public readonly record struct PixelRegion(int X, int Y, int Width, int Height)
{
    /// <summary>Side of a block in pixels: what a commitment's leaf covers and an audit draws.</summary>
    public const int BlockSize = 8;

    /// <summary>Number of pixels.</summary>
    public long Pixels => (long)Width * Height;

    /// <summary>Blocks side by side; the last one may be narrower.</summary>
    public int BlockColumns => (Width + BlockSize - 1) / BlockSize;

    /// <summary>Blocks one above the other; the last one may be lower.</summary>
    public int BlockRows => (Height + BlockSize - 1) / BlockSize;

    /// <summary>Number of blocks.</summary>
    /// <exception cref="OverflowException">More than an int holds.</exception>
    public int Blocks => checked(BlockColumns * BlockRows);

    /// <summary>The pixels of one block, in frame coordinates. Blocks are numbered row by row from the upper left.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not in [0, <see cref="Blocks"/>).</exception>
    public PixelRegion Block(int index)
    {
        if (index < 0 || index >= Blocks)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The region has {Blocks} blocks.");
        var left = index % BlockColumns * BlockSize;
        var top = index / BlockColumns * BlockSize;
        return new PixelRegion(X + left, Y + top, Math.Min(BlockSize, Width - left), Math.Min(BlockSize, Height - top));
    }

    /// <summary>Whether the pixel lies inside.</summary>
    public bool Contains(int x, int y) => x >= X && y >= Y && x - X < Width && y - Y < Height;

    /// <summary>Whether both hold a common pixel.</summary>
    public bool Intersects(PixelRegion other) =>
        X < other.X + other.Width && other.X < X + Width && Y < other.Y + other.Height && other.Y < Y + Height;
}
