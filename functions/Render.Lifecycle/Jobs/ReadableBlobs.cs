using System.Collections.Concurrent;
using System.Collections.Immutable;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Jobs;

/// <summary>The blobs that nodes may read: manifests and files of scene packages, never a result or a log, so that an auditor stays blind.</summary>
/// <remarks>A package is read for a job, where that job lets its scene be. So one that no job names is read by nobody.</remarks>
internal sealed class ReadableBlobs
{
    private readonly ConcurrentDictionary<Digest, ReadableBlob> readable = [];
    private readonly ConcurrentDictionary<Digest, ImmutableHashSet<PlacementPolicy>> places = [];

    /// <summary>Notes that a job uses a package, and where it lets its scene be.</summary>
    public void Use(Digest package, PlacementPolicy scene) => places.AddOrUpdate(package, [scene], (_, known) => known.Add(scene));

    /// <summary>Where the jobs that use any of these packages let their scenes be.</summary>
    public IEnumerable<PlacementPolicy> PlacesOf(IEnumerable<Digest> packages) => packages.SelectMany(package => places.GetValueOrDefault(package) ?? []);

    /// <summary>Lets nodes read a package.</summary>
    public void Add(Digest package, IEnumerable<AssignedFile> files)
    {
        Add(package, new ReadableBlob(0, null, [package]));
        foreach (var file in files)
            Add(file.Digest, new ReadableBlob(file.Bytes, file.Chunks, [package]));
    }

    /// <summary>Whether nodes may read the blob.</summary>
    public bool Contains(Digest blob) => readable.ContainsKey(blob);

    /// <summary>What is known of a blob that nodes may read; null: they may not.</summary>
    public ReadableBlob? Find(Digest blob) => readable.GetValueOrDefault(blob);

    private void Add(Digest blob, ReadableBlob added) => readable.AddOrUpdate(
        blob, added, (_, known) => known with
        {
            Bytes = Math.Max(known.Bytes, added.Bytes),
            Chunks = known.Chunks ?? added.Chunks,
            Packages = known.Packages.Union(added.Packages),
        });
}

/// <summary>A blob that nodes may read.</summary>
/// <param name="Bytes">Its length; 0 for a manifest.</param>
/// <param name="Chunks">Digest of its chunk list; null: it travels whole.</param>
/// <param name="Packages">The packages it belongs to.</param>
internal sealed record ReadableBlob(long Bytes, Digest? Chunks, ImmutableHashSet<Digest> Packages);
