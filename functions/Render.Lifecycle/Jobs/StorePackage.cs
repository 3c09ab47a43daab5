using Render.Lifecycle.Ports;
using Render.Lifecycle.Results;
using Render.Network.Chunks;
using Render.Network.Messages;

namespace Render.Lifecycle.Jobs;

/// <summary>Has an upload inspected, and stores what was found. The same bytes give the same answer, whole or in chunks.</summary>
internal sealed class StorePackage(IBlobs blobs, IState state, ISceneInspector inspector, ReadableBlobs readable)
{
    /// <summary>Stores an upload that comes whole.</summary>
    public async Task<Outcome<PackageStored>> Run(Stream content, string name, CancellationToken cancellationToken)
    {
        if (IsNoName(name) is { } refused)
            return refused;
        var upload = await blobs.Put(content, expected: null, cancellationToken);
        await using var stored = new VerifyingStream(await blobs.OpenRead(upload.Digest, cancellationToken), upload.Digest, upload.Length);
        return await Inspect(stored, name, cancellationToken);
    }

    /// <summary>Stores an upload of which every chunk is here. The chunks stay, so that the next upload sends only what changed.</summary>
    public async Task<Outcome<PackageStored>> Run(ChunkList chunks, string name, CancellationToken cancellationToken)
    {
        if (IsNoName(name) is { } refused)
            return refused;
        foreach (var chunk in chunks.Chunks)
            if (await blobs.Find(chunk.Digest, cancellationToken) is not { } found)
                return new Refusal(RefusalKind.Conflict, RefusalCodes.ChunksMissing, $"Chunk {chunk.Digest} is not here.", "Ask which are missing, send them, and try again.");
            else if (found.Length != chunk.Length)
                return new Refusal(RefusalKind.Invalid, RefusalCodes.ChunkListInvalid, $"Chunk {chunk.Digest} is not as long as the list says.", "Cut the file again.");
        await using var content = new VerifyingStream(new ChunkedContent(blobs, chunks), chunks.File, chunks.Length);
        return await Inspect(content, name, cancellationToken);
    }

    private static Refusal? IsNoName(string name) => name.Length is 0 or > WireLimits.NameLength
        ? new Refusal(RefusalKind.Invalid, RefusalCodes.PackageRefused, $"A name has 1 to {WireLimits.NameLength} characters.", "Rename the file.")
        : null;

    private async Task<Outcome<PackageStored>> Inspect(Stream upload, string name, CancellationToken cancellationToken)
    {
        var found = await inspector.Inspect(upload, name, cancellationToken);
        if (found.Refusal is { } refusal)
            return new Refusal(RefusalKind.Invalid, RefusalCodes.PackageRefused, $"{refusal.Code}: {refusal.Message}", refusal.Fix);
        var package = new PackageRecord(found.Package, name, found.Files, found.Facts, found.Notices);
        (await state.Commit(PackageRecord.Partition, [StateWrite.Upsert(found.Package.ToString(), package)], cancellationToken)).OrThrow();
        readable.Add(package.Package, package.Files);
        return new PackageStored(found.Package, name, found.Files.Sum(file => file.Bytes), found.Files.Count, found.Facts!, found.Notices);
    }
}
