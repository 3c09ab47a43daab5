using System.Collections.Concurrent;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Jobs;

/// <summary>The blobs that nodes may read: manifests and files of scene packages, never a result or a log, so that an auditor stays blind.</summary>
internal sealed class ReadableBlobs
{
    private readonly ConcurrentDictionary<Digest, bool> readable = [];

    /// <summary>Lets nodes read a package.</summary>
    public void Add(Digest package, IEnumerable<AssignedFile> files)
    {
        readable[package] = true;
        foreach (var file in files)
            readable[file.Digest] = true;
    }

    /// <summary>Whether nodes may read the blob.</summary>
    public bool Contains(Digest blob) => readable.ContainsKey(blob);
}
