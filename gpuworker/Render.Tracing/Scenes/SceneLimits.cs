namespace Render.Tracing.Scenes;

/// <summary>How much an untrusted scene may ask for. Going past any of these ends in <see cref="SceneErrorCodes.LimitExceeded"/>.</summary>
public sealed record SceneLimits
{
    /// <summary>Bytes of any one file; default 1 GiB.</summary>
    public long FileBytes { get; init; } = 1L << 30;

    /// <summary>Bytes of all files of an upload together, unpacked; default 2 GiB.</summary>
    public long TotalBytes { get; init; } = 1L << 31;

    /// <summary>Files in an upload; default 10,000.</summary>
    public int Files { get; init; } = 10_000;

    /// <summary>Bytes of the scene's JSON; default 64 MiB.</summary>
    public int JsonBytes { get; init; } = 64 << 20;

    /// <summary>Nesting of the scene's JSON; default 64.</summary>
    public int JsonDepth { get; init; } = 64;

    /// <summary>Entries in any one array of the file (nodes, meshes, accessors, …); default 200,000.</summary>
    public int Items { get; init; } = 200_000;

    /// <summary>Placed meshes; default 500,000.</summary>
    public int Instances { get; init; } = 500_000;

    /// <summary>Triangles of all meshes, each counted once however often it is placed; default 50 million.</summary>
    public long Triangles { get; init; } = 50_000_000;

    /// <summary>Pixels of any one side of an image; default 16,384.</summary>
    public int ImageSide { get; init; } = 16_384;

    /// <summary>Pixels of all images together; default 2²⁸.</summary>
    public long TexturePixels { get; init; } = 1L << 28;

    /// <summary>Bytes of decoded arrays in memory; default 8 GiB.</summary>
    public long MemoryBytes { get; init; } = 8L << 30;

    /// <summary>Bytes of accessors that have no buffer view, and so are zeros but for what is sparsely changed; default 256 MiB.</summary>
    public long ZeroBytes { get; init; } = 256L << 20;

    /// <summary>The defaults.</summary>
    public static SceneLimits Default { get; } = new();
}
