using Render.Lifecycle.Ports;
using Render.Lifecycle.Results;
using Render.Network.Messages;

namespace Render.Lifecycle.Jobs;

/// <summary>Stores an upload, has it inspected, and stores what was found.</summary>
internal sealed class StorePackage(IBlobs blobs, IState state, ISceneInspector inspector, ReadableBlobs readable)
{
    /// <summary>Stores an upload; the same bytes give the same answer.</summary>
    public async Task<Outcome<PackageStored>> Run(Stream content, string name, CancellationToken cancellationToken)
    {
        if (name.Length is 0 or > WireLimits.NameLength)
            return new Refusal(RefusalKind.Invalid, RefusalCodes.PackageRefused, $"A name has 1 to {WireLimits.NameLength} characters.", "Rename the file.");
        var upload = await blobs.Put(content, expected: null, cancellationToken);
        var found = await inspector.Inspect(upload.Digest, name, cancellationToken);
        if (found.Refusal is { } refusal)
            return new Refusal(RefusalKind.Invalid, RefusalCodes.PackageRefused, $"{refusal.Code}: {refusal.Message}", refusal.Fix);
        var package = new PackageRecord(found.Package, name, found.Files, found.Facts, found.Notices);
        (await state.Commit(PackageRecord.Partition, [StateWrite.Upsert(found.Package.ToString(), package)], cancellationToken)).OrThrow();
        readable.Add(package.Package, package.Files);
        return new PackageStored(found.Package, name, found.Files.Sum(file => file.Bytes), found.Files.Count, found.Facts!, found.Notices);
    }
}
