using Render.Lifecycle.Ports;
using Render.Network.Messages;

namespace Render.Simulation.Rendering;

/// <summary>Takes any upload as a scene of one file; one that begins with <c>bad</c> is refused, one that begins with <c>poison</c> passes and is not to be loaded by any node.</summary>
internal sealed class SyntheticScenes(IBlobs blobs) : ISceneInspector
{
    /// <summary>Memory of a scene that begins with <c>heavy</c>, bytes.</summary>
    public const long Heavy = 1L << 34;

    /// <inheritdoc/>
    public async Task<PackageInspection> Inspect(Stream upload, string name, CancellationToken cancellationToken)
    {
        var bytes = new byte[upload.Length];
        await upload.ReadExactlyAsync(bytes, cancellationToken);
        if (bytes.AsSpan().StartsWith("bad"u8))
            return new PackageInspection(default, [], null, [], new PackageRefusal("scene-broken", "The scene is broken.", "Export it again."));
        var file = (await blobs.Put(bytes, cancellationToken)).Digest;
        TracedScene.Add(file, bytes);
        return new PackageInspection(file, [new AssignedFile("scene.bin", file, bytes.Length)], new SceneFacts(1, 2, 1, 1, 0, 0, 0, false, 0, bytes.AsSpan().StartsWith("heavy"u8) ? Heavy : 1_000), []);
    }
}
