using Render.Lifecycle.Ports;
using Render.Network.Chunks;
using Render.Network.Messages;

namespace Render.Lifecycle.Tests.Support;

/// <summary>Takes any upload as a scene of one file; one that begins with <c>bad</c> is refused.</summary>
internal sealed class SyntheticScenes(IBlobs blobs) : ISceneInspector
{
    public async Task<PackageInspection> Inspect(Stream upload, string name, CancellationToken cancellationToken)
    {
        var bytes = new byte[upload.Length];
        await upload.ReadExactlyAsync(bytes, cancellationToken);
        if (bytes.AsSpan().StartsWith("bad"u8))
            return new PackageInspection(default, [], null, [], new PackageRefusal("scene-broken", "The scene is broken.", "Export it again."));
        var file = new AssignedFile("scene.bin", (await blobs.Put(bytes, cancellationToken)).Digest, bytes.Length)
        {
            Chunks = bytes.Length > ChunkSizes.Largest ? (await blobs.Put(ChunkList.Of(bytes).Encode(), cancellationToken)).Digest : null,
        };
        return new PackageInspection(file.Digest, [file], new SceneFacts(1, 2, 1, 1, 0, 0, 0, false, 0, 1_000), ["A sky was put in."]);
    }
}
