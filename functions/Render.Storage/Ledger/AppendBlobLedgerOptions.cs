namespace Render.Storage.Ledger;

/// <summary>How the book is kept in append blobs.</summary>
public sealed record AppendBlobLedgerOptions
{
    /// <summary>Whose tenure of the coordinator's seat this writer serves; a book that a later one has opened is not opened. Default 0.</summary>
    public long Epoch { get; init; }

    /// <summary>Blocks after which the next segment begins. An append blob holds 50,000; default 40,000.</summary>
    public int SegmentBlocks { get; init; } = 40_000;

    /// <summary>Bytes after which the next segment begins. Default 1 GiB.</summary>
    public int SegmentBytes { get; init; } = 1 << 30;

    /// <summary>Bytes after which a block takes no further entry. Default 2 MiB; every service version takes blocks of 4 MiB.</summary>
    public int BlockBytes { get; init; } = 2 << 20;

    /// <summary>The last so many entries are kept in memory too. Default 4,096.</summary>
    public int RecentEntries { get; init; } = 4_096;

    /// <summary>How long to wait before a block is sent again whose fate is unknown. Default 1 s.</summary>
    public TimeSpan Again { get; init; } = TimeSpan.FromSeconds(1);
}
